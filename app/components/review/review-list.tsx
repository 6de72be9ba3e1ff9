import { Button } from "~/components/ui/button";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { describeAbsenceTime } from "~/components/availability/availability-words";
import { ABSENCE_LABELS, type AbsenceKind } from "~/domain/absence";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatSpan, type Day } from "~/lib/london-time";

export type ReviewVisit = {
  id: string;
  schoolName: string;
  onDate: Day | null;
  startsAt: string | null;
  endsAt: string | null;
  items: readonly {
    id: string;
    kind: "absence" | "closed_day" | "closed_school" | "quiet_period" | "term_change" | "working_hours";
    presenterName: string | null;
    absence: { kind: AbsenceKind; startsAt: string; endsAt: string; wholeDays: boolean; presenterName: string } | null;
  }[];
};

type Props = {
  visits: readonly ReviewVisit[];
  mayDecide: boolean;
  /** What was typed and refused, of the visit that it names. */
  values?: FormValues;
  errors?: FormErrors;
};

/** What a change has touched, soonest first: to be moved, cancelled, or kept with a reason. */
export function ReviewList({ visits, mayDecide, values, errors }: Props) {
  if (visits.length === 0) return <p className="govuk-body">Nothing is to be looked at.</p>;
  return (
    <>
      {visits.map((visit) => {
        const isRefused = textOf(values, "visitId") === visit.id;
        return (
          <section key={visit.id} aria-labelledby={`review-${visit.id}`} className="app-booking">
            <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={`review-${visit.id}`}>
              <a className="govuk-link" href={paths.visit(visit.id)}>
                {visit.schoolName}, {whenOf(visit)}
              </a>
            </h2>
            <ul className="govuk-list govuk-list--bullet">
              {visit.items.map((item) => (
                <li key={item.id}>{whyOf(item)}</li>
              ))}
            </ul>
            {mayDecide ? (
              <>
                <ul className="app-filter-list">
                  <li>
                    <a className="govuk-link" href={paths.moveVisit(visit.id)}>
                      Move or reassign<span className="govuk-visually-hidden"> {visit.schoolName}</span>
                    </a>
                  </li>
                  <li>
                    <a className="govuk-link" href={paths.cancelVisit(visit.id)}>
                      Cancel<span className="govuk-visually-hidden"> {visit.schoolName}</span>
                    </a>
                  </li>
                </ul>
                <Details summary="Keep it as it is" open={isRefused}>
                  <Form>
                    <input type="hidden" name="visitId" value={visit.id} />
                    <TextField
                      id={isRefused ? "reason" : `reason-${visit.id}`}
                      name="reason"
                      label="Why it stays as it is"
                      hint="For the team. No names of students."
                      value={isRefused ? textOf(values, "reason") : ""}
                      error={isRefused ? errors?.reason : undefined}
                    />
                    <Button look="secondary">
                      Keep<span className="govuk-visually-hidden"> {visit.schoolName}</span>
                    </Button>
                  </Form>
                </Details>
              </>
            ) : null}
          </section>
        );
      })}
    </>
  );
}

function whenOf({ onDate, startsAt, endsAt }: ReviewVisit): string {
  if (onDate === null) return "without a day yet";
  if (startsAt === null || endsAt === null) return formatDay(onDate);
  return formatSpan(new Date(startsAt), new Date(endsAt));
}

function whyOf({ kind, absence, presenterName }: ReviewVisit["items"][number]): string {
  switch (kind) {
    case "absence":
      return absence
        ? `${absence.presenterName} is away: ${ABSENCE_LABELS[absence.kind].toLowerCase()}, ${describeAbsenceTime({ startsAt: new Date(absence.startsAt), endsAt: new Date(absence.endsAt), wholeDays: absence.wholeDays })}`
        : "A presenter is away";
    case "closed_day":
      return "The school is closed on that day";
    case "closed_school":
      return "The register says that this school has closed";
    case "quiet_period":
      return "The school has a quiet period that day for some of its groups";
    case "term_change":
      return "The day is no longer in a term of the school";
    case "working_hours":
      return `It is outside the working hours of ${presenterName ?? "a presenter"}, which have changed`;
  }
}
