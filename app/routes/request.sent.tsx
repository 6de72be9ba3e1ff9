import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { RequestSent } from "~/components/request-form/request-sent";
import { StepPage } from "~/components/request-form/step-page";
import { findBooking } from "~/data/booking-requests.server";
import { readSettings } from "~/data/settings.server";

export const meta: MetaFunction = () => [{ title: "Your request is with us - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId, email } = await requireViewer(request, deps);
  const reference = new URL(request.url).searchParams.get("ref") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking) throw noSuchBooking();
  const { teamPhone } = await readSettings(deps.db);
  return json({ teamPhone, reference, email, answerByOn: booking.answerByOn, isSensitive: booking.sensitive });
}

export default function SentPage() {
  return (
    <StepPage>
      <RequestSent {...useLoaderData<typeof loader>()} />
    </StepPage>
  );
}
