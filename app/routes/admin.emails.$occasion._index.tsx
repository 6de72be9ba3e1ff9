import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { emailSamples } from "~/services/email-samples.server";
import { mailSender } from "~/services/mail-sender.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "A mail we send - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const samples = emailSamples(mailSender(await readSettings(deps.db), deps.origin));
  const sample = samples.find(({ occasion }) => occasion === params.occasion);
  if (!sample) throw new Response("No such mail", { status: 404 });
  const { subject, text } = await sample.write();
  return json({ occasion: sample.occasion, title: sample.title, audience: sample.audience, subject, text });
}

export default function EmailPage() {
  const { occasion, title, audience, subject, text } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink href={paths.admin.emails()}>Mails we send</BackLink>
      <PageHeading caption={`${title}, to: ${audience.toLowerCase()}`}>{subject}</PageHeading>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-one-half">
          <h2 className="govuk-heading-m">As HTML</h2>
          <iframe title="The mail as HTML" src={paths.admin.emailHtml(occasion)} sandbox="" width="100%" height={900} />
        </div>
        <div className="govuk-grid-column-one-half">
          <h2 className="govuk-heading-m">As plain text</h2>
          <p className="govuk-body app-typed">{text}</p>
        </div>
      </div>
    </>
  );
}
