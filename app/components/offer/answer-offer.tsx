import { Button, ButtonLink } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import type { OfferToAnswer } from "~/domain/offers";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";

type Props = {
  offer: OfferToAnswer;
  /** Just now a date was picked that somebody else had taken; the ones shown are fresh. */
  gone: boolean;
  teamPhone: string;
  values?: FormValues;
  errors?: FormErrors;
};

export function AnswerOffer({ offer, gone, teamPhone, values, errors = {} }: Props) {
  const { reference, schoolName, formatName } = offer;
  return (
    <>
      <PageHeading caption={`${schoolName}, ${reference}`}>{headingOf(offer)}</PageHeading>
      {gone && offer.state === "open" ? (
        <WarningText>That time has just been taken. We are sorry. These are the times that we can offer now.</WarningText>
      ) : null}
      {offer.state === "open" ? (
        <Form>
          {offer.noteForSchool === "" ? null : <InsetText>{offer.noteForSchool}</InsetText>}
          <Radios
            name="choice"
            legend={`When shall we come for ${formatName.toLowerCase()}?`}
            legendSize="m"
            hint={
              offer.answerByOn
                ? `Times are from the first session’s start to the last one’s end. Please answer by ${formatDay(offer.answerByOn)}.`
                : "Times are from the first session’s start to the last one’s end."
            }
            error={errors.choice}
            value={textOf(values, "choice")}
            choices={[
              ...offer.dates.map(({ id, words }) => ({ value: id, label: words })),
              { value: "none", label: "None of these suit us" },
            ]}
          />
          <Textarea
            name="note"
            label="Anything we should know (optional)"
            hint="If none of these suit you: which days or times would? No names of students, please."
            rows={3}
            value={textOf(values, "note")}
            error={errors.note}
          />
          <Button>Send our answer</Button>
        </Form>
      ) : (
        <Closed offer={offer} gone={gone} teamPhone={teamPhone} />
      )}
    </>
  );
}

function headingOf({ state }: OfferToAnswer): string {
  switch (state) {
    case "open":
      return "Choose a date";
    case "booked":
      return "Your date is booked";
    case "declined":
      return "Thank you for your answer";
    case "over":
      return "These dates are no longer on offer";
  }
}

function Closed({ offer, gone, teamPhone }: Pick<Props, "offer" | "gone" | "teamPhone">) {
  return (
    <>
      {offer.state === "booked" ? (
        <p className="govuk-body">
          {offer.bookedFor === null ? "A visit is booked." : `We come on ${offer.bookedFor}.`} The confirmation and an
          invitation for your calendar are on their way by mail.
        </p>
      ) : null}
      {offer.state === "declined" ? (
        <p className="govuk-body">We look for other dates and write to you again.</p>
      ) : null}
      {offer.state === "over" ? (
        <p className="govuk-body">
          {gone
            ? "That time has just been taken, and we could not find others at once. We are sorry. Our team looks again and writes to you."
            : "They were replaced by others, or nobody answered in time. Your booking says how it stands now."}
        </p>
      ) : null}
      <p className="govuk-body">If anything is unclear, ring us: {teamPhone}. Please give the reference {offer.reference}.</p>
      <ButtonLink look="secondary" href={paths.booking(offer.reference)}>
        See your booking
      </ButtonLink>
    </>
  );
}
