import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/viewer.server";
import { CalendarsPage } from "~/components/sign-in/calendars-page";
import { paths } from "~/config/paths";
import { listFeeds } from "~/data/calendar-feeds.server";
import { FEED_KINDS, mayHaveFeed } from "~/domain/calendar-feed";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { formatInstant } from "~/lib/london-time";
import { calendarFeedSchema } from "~/schemas/calendar-feed";
import { endFeed, makeFeed } from "~/services/calendar-feeds.server";

export const meta: MetaFunction = () => [{ title: "Your calendars - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId, roles } = await requireViewer(request, deps);
  const feeds = await listFeeds(deps.db, accountId);
  const calendars = FEED_KINDS.filter((kind) => mayHaveFeed(kind, roles)).map((kind) => {
    const feed = feeds.find((each) => each.kind === kind);
    const made = feed && { on: formatInstant(feed.createdAt), lastRead: feed.lastReadAt && formatInstant(feed.lastReadAt) };
    return { kind, made: made ?? null };
  });
  return json({ calendars });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId, roles } = await requireViewer(request, deps);
  const form = readForm(calendarFeedSchema, await request.formData());
  if (!form.ok) return json({ errors: { form: "Choose a calendar" }, made: null }, { status: 422 });
  const { kind, intent } = form.value;
  if (intent === "end") {
    const ended = await endFeed({ accountId, kind }, deps);
    return redirectWithFlash(paths.calendars(), ended ? "That address has stopped working." : "It had stopped working already.");
  }
  const made = await makeFeed({ accountId, roles, kind }, deps);
  if (!made) throw new Response("This calendar is not for you", { status: 403 });
  // Shown in the answer itself, this once: an address in a redirect would stand in histories and logs.
  return json({ errors: null, made: { kind, address: made.address } });
}

export default function Calendars() {
  const answer = useActionData<typeof action>();
  return <CalendarsPage {...useLoaderData<typeof loader>()} errors={answer?.errors ?? undefined} made={answer?.made ?? null} />;
}
