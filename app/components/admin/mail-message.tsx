import { MailStatusTag } from "~/components/admin/mail-page";
import { occasionLabel, type MailView } from "~/components/admin/mail-words";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Details } from "~/components/ui/details";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList, type SummaryRow } from "~/components/ui/summary-list";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { FormErrors } from "~/lib/form-data";

type Props = {
  mail: MailView;
  /** Null for a message whose text nobody else may read. */
  text: string | null;
  invitation: "REQUEST" | "CANCEL" | null;
  canResend: boolean;
  canGiveUp: boolean;
  errors?: FormErrors;
};

export function MailMessagePage({ mail, text, invitation, canResend, canGiveUp, errors }: Props) {
  return (
    <>
      <BackLink href={paths.admin.mail()} />
      <ErrorSummary errors={errors} />
      <PageHeading caption={occasionLabel(mail.occasion)}>{mail.subject}</PageHeading>
      <SummaryList rows={factsOf(mail, invitation)} />
      {canResend ? (
        <Form>
          <Button look="secondary">Send it again</Button>
        </Form>
      ) : null}
      {canGiveUp ? (
        <Details summary="Stop trying to send it">
          <p className="govuk-body">
            It would not reach {mail.to}. It stays on this list, and can be sent again from here.
          </p>
          <Form>
            <Button look="warning" name="intent" value="give-up">
              Give up this message
            </Button>
          </Form>
        </Details>
      ) : null}
      <h2 className="govuk-heading-m">Text</h2>
      {text === null ? (
        <InsetText>
          The text is not shown: it holds a code for signing in. Whoever needs a new one asks for it on the sign-in
          page.
        </InsetText>
      ) : (
        text.split(/\n{2,}/).map((paragraph, index) => (
          <p key={index} className="govuk-body">
            {paragraph.split("\n").map((line, lineIndex) => (
              <span key={lineIndex}>
                {lineIndex > 0 ? <br /> : null}
                {line}
              </span>
            ))}
          </p>
        ))
      )}
      {text === null || text === "" ? null : (
        <>
          <h2 className="govuk-heading-m">As its reader sees it</h2>
          <iframe title="The message as HTML" src={officePaths.mailHtml(mail.id)} sandbox="" width="100%" height={900} />
        </>
      )}
    </>
  );
}

function factsOf(mail: MailView, invitation: Props["invitation"]): SummaryRow[] {
  const rows: SummaryRow[] = [
    { key: "To", value: mail.to },
    { key: "State", value: <MailStatusTag status={mail.status} /> },
    { key: "Written", value: mail.written },
    { key: "Sent", value: mail.sent ?? "Not yet" },
    { key: "Tries", value: mail.attempts },
    { key: "Last answer", value: mail.lastAnswer ?? "None" },
  ];
  if (mail.nextTry) rows.push({ key: "Next try", value: mail.nextTry });
  if (invitation) {
    rows.push({
      key: "Calendar",
      value: (
        <a className="govuk-link" href={officePaths.mailCalendar(mail.id)} download>
          {invitation === "REQUEST" ? "With an invitation" : "With a cancellation"}
        </a>
      ),
    });
  }
  if (mail.requestReference) {
    rows.push({
      key: "Request",
      value: (
        <a className="govuk-link" href={paths.bookingRequest(mail.requestReference)}>
          {mail.requestReference}
        </a>
      ),
    });
  }
  if (mail.visitId) {
    rows.push({
      key: "Visit",
      value: (
        <a className="govuk-link" href={paths.visit(mail.visitId)}>
          See the visit
        </a>
      ),
    });
  }
  return rows;
}
