import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { Inbox } from "~/components/booking-request/inbox";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { InboxFilter } from "~/domain/inbox";
import { dayOf } from "~/lib/london-time";
import { inboxPage } from "~/services/inbox-page.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Requests - Knife Crime Awareness sessions" }];

const PAGE_SIZE = 25;
const FILTERS: readonly InboxFilter[] = ["waiting", "messages", "scheduled", "closed", "all"];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const query = new URL(request.url).searchParams;
  const filter = FILTERS.find((name) => name === query.get("show")) ?? "waiting";
  const search = (query.get("q") ?? "").trim().slice(0, 100);
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(query.get("page"))) || 1));
  const inbox = await inboxPage({ filter, search, page, pageSize: PAGE_SIZE }, deps);
  const pageCount = Math.max(1, Math.ceil(inbox.total / PAGE_SIZE));
  return json({ ...inbox, filter, search, page, pageCount, today: dayOf(deps.now()), mayEnter: hasAnyRole(viewer, ["coordinator"]) });
}

export default function RequestsPage() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeading>Requests</PageHeading>
      <ul className="govuk-list app-no-print">
        {data.mayEnter ? (
          <li>
            <a className="govuk-link" href={paths.inboxProposals()}>
              See which requests fit, and schedule them together
            </a>
          </li>
        ) : null}
        {data.mayEnter ? (
          <li>
            <a className="govuk-link" href={paths.newRequest()}>
              Enter a request for a school that rang
            </a>
          </li>
        ) : null}
        <li>
          <a className="govuk-link" href={officePaths.schoolContacts()}>
            Contacts of schools
          </a>
          {data.schoolContactsAsked === 0 ? null : ` (${data.schoolContactsAsked} to answer)`}
        </li>
        <li>
          <a className="govuk-link" href={officePaths.mailbox()}>
            Mail that arrived, and addresses that do not work
          </a>
          {data.mailsToLookAt === 0 ? null : ` (${data.mailsToLookAt} to look at)`}
        </li>
      </ul>
      <Form method="get" action={paths.requests()}>
        <input type="hidden" name="show" value={data.filter} />
        <TextField
          name="q"
          label="Find a request"
          hint="A reference, a school or a town"
          value={data.search}
          width={20}
          type="search"
        />
        <Button look="secondary" preventDoubleClick={false}>
          Search
        </Button>
      </Form>
      <Inbox {...data} />
    </>
  );
}
