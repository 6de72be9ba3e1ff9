import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { listRefusedOccasions } from "~/data/mail-choices.server";
import { mailChoicesOf } from "~/domain/mail-choices";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { mailChoicesSchema } from "~/schemas/mail-choices";
import { chooseMails } from "~/services/choose-mails.server";

export const meta: MetaFunction = () => [{ title: "Your mails - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId, roles, email } = await requireViewer(request, deps);
  const refused = await listRefusedOccasions(deps.db, accountId);
  return json({ email, choices: mailChoicesOf(roles), refused });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId, roles } = await requireViewer(request, deps);
  const form = readForm(mailChoicesSchema, await request.formData());
  const wanted = form.ok ? form.value.wanted : [];
  await chooseMails({ accountId, roles, wanted }, deps);
  return redirectWithFlash(paths.mailChoices(), "Your choice is saved.");
}

export default function MailChoices() {
  const { email, choices, refused } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink href={paths.account()}>Your account</BackLink>
      <PageHeading>Which mails you get</PageHeading>
      <p className="govuk-body">
        Mails to {email} that you must know always come: confirmations, changes, cancellations, questions and codes. These
        are yours to choose.
      </p>
      <Form>
        <Checkboxes
          name="wanted"
          legend="Send me"
          legendSize="m"
          values={choices.map(({ occasion }) => occasion).filter((occasion) => !refused.includes(occasion))}
          choices={choices.map(({ occasion, title, hint }) => ({ value: occasion, label: title, hint }))}
        />
        <Button>Save</Button>
      </Form>
    </>
  );
}
