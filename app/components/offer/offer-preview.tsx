import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { SummaryList } from "~/components/ui/summary-list";
import { textsOf, type FormValues } from "~/lib/form-data";

type Props = {
  mail: { subject: string; text: string };
  to: readonly { name: string; email: string }[];
  /** Everything typed: it is sent along, and comes back with "Change it". */
  values: FormValues;
};

/** The mail as it goes out, but for the secret in its link. */
export function OfferPreview({ mail, to, values }: Props) {
  return (
    <>
      <SummaryList
        rows={[
          { key: "To", value: to.map(({ name, email }) => `${name} (${email})`).join(", ") },
          { key: "Subject", value: mail.subject },
        ]}
      />
      <div className="app-typed app-mail-text govuk-body">{mail.text}</div>
      <Form>
        {Object.keys(values)
          .filter((name) => name !== "intent")
          .flatMap((name) =>
            textsOf(values, name).map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
          )}
        <div className="govuk-button-group">
          <Button name="intent" value="send">
            Send the offer
          </Button>
          <Button look="secondary" name="intent" value="edit" preventDoubleClick={false}>
            Change it
          </Button>
        </div>
      </Form>
    </>
  );
}
