import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { REMOVED } from "~/domain/retention";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatInstant } from "~/lib/london-time";

export type ThreadProps = {
  reference: string;
  schoolName: string;
  messages: readonly { id: string; fromTeam: boolean; authorName: string; body: string; writtenAt: string }[];
  /** Who reads this page. */
  reader: "school" | "team";
  /** False for those who may read but not write. */
  mayWrite?: boolean;
  errors?: FormErrors;
  values?: FormValues;
};

/** What team and school wrote to each other, oldest first, and the way to go on. */
export function Thread({ reference, schoolName, messages, reader, mayWrite = true, errors, values }: ThreadProps) {
  const isSchool = reader === "school";
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={`${schoolName}, ${reference}`}>
          {isSchool ? "Messages with our team" : "Messages with the school"}
        </PageHeading>
        {messages.length === 0 ? <p className="govuk-body">Nobody has written yet.</p> : null}
        <ol className="govuk-list">
          {messages.map(({ id, fromTeam, authorName, body, writtenAt }) => (
            <li key={id}>
              <p className="govuk-body-s govuk-!-margin-bottom-0">
                <strong>{fromTeam ? (isSchool ? "Our team" : authorName || "The team") : authorName || "The school"}</strong>,{" "}
                {formatInstant(new Date(writtenAt))}
              </p>
              <InsetText>
                <span className="app-typed">{body || REMOVED}</span>
              </InsetText>
            </li>
          ))}
        </ol>
        {mayWrite ? (
          <Form>
            <Textarea
              name="body"
              label={isSchool ? "Your message" : "Your question or answer"}
              labelSize="m"
              hint={
                isSchool
                  ? "No names of students, please. In an emergency ring 999."
                  : "The school’s contacts get it by mail and can answer without signing in. No names of students."
              }
              error={errors?.body}
              value={textOf(values, "body")}
              maxLength={2_000}
            />
            <Button>Send</Button>
          </Form>
        ) : null}
      </div>
    </div>
  );
}
