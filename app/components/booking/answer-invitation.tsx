import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList } from "~/components/ui/summary-list";
import { Textarea } from "~/components/ui/textarea";
import { paths } from "~/config/paths";
import { PARTICIPATION_WORDS, type Participation } from "~/domain/answers";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

type Props = {
  invitation: {
    role: "contact" | "presenter";
    name: string;
    answered: Participation;
    note: string;
    sequence: number;
    /** The visit is not what the mail said any more. */
    hasChanged: boolean;
    isOver: boolean;
    onDate: Day;
    arriveMinutes: number;
    leaveMinutes: number;
    schoolName: string;
    address: string;
    reference: string;
  };
  teamPhone: string;
  errors?: FormErrors;
  values?: FormValues;
};

/** One page for whoever is invited to a visit: it shows, its buttons answer. */
export function AnswerInvitation({ invitation, teamPhone, errors, values }: Props) {
  const { schoolName, onDate, arriveMinutes, leaveMinutes, isOver } = invitation;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={schoolName}>Will you be there?</PageHeading>
        {invitation.hasChanged && !isOver ? (
          <p className="govuk-inset-text">This visit has changed since that mail. This is how it stands now.</p>
        ) : null}
        <SummaryList
          rows={[
            { key: "Day", value: formatDay(onDate) },
            { key: "From arriving to leaving", value: `${formatMinutes(arriveMinutes)} to ${formatMinutes(leaveMinutes)}` },
            { key: "Where", value: [schoolName, invitation.address].filter((part) => part !== "").join(", ") },
            ...(invitation.reference === "" ? [] : [{ key: "Reference", value: invitation.reference }]),
            { key: "Your answer", value: PARTICIPATION_WORDS[invitation.answered] },
          ]}
        />
        {isOver ? (
          <p className="govuk-body">
            This visit has begun, has taken place, or is cancelled, so there is nothing to answer any more. To reach us,
            ring {teamPhone}.
          </p>
        ) : (
          <Buttons invitation={invitation} teamPhone={teamPhone} errors={errors} values={values} />
        )}
      </div>
    </div>
  );
}

function Buttons({ invitation, teamPhone, errors, values }: Props) {
  const { role, sequence, note, reference } = invitation;
  return (
    <>
      <Form>
        <input type="hidden" name="sequence" value={sequence} />
        <Textarea
          name="note"
          label="Anything the team should know (optional)"
          hint={role === "presenter" ? "For example who could go instead." : "No names of students, please."}
          error={errors?.note}
          value={values ? textOf(values, "note") : note}
          rows={2}
          maxLength={500}
        />
        <div className="govuk-button-group">
          <Button name="answer" value="accepted">
            I will be there
          </Button>
          <Button look="secondary" name="answer" value="tentative">
            I am not sure yet
          </Button>
          <Button look="warning" name="answer" value="declined">
            I cannot come
          </Button>
        </div>
      </Form>
      {role === "contact" ? (
        <p className="govuk-body">
          The visit stands whatever you answer. If the day does not suit the school,{" "}
          <a className="govuk-link" href={reference === "" ? paths.bookings() : paths.anotherDate(reference)}>
            ask for another date or cancel
          </a>
          , or ring us: {teamPhone}.
        </p>
      ) : (
        <p className="govuk-body">You can answer again until the visit begins. If it is urgent, ring {teamPhone} too.</p>
      )}
    </>
  );
}
