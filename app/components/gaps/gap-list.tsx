import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { Tag } from "~/components/ui/tag";
import { paths } from "~/config/paths";
import { describeStaffing, type GapUrgency } from "~/domain/gaps";
import { formatDay, formatSpan, type Day } from "~/lib/london-time";

export type GapOnPage = {
  visitId: string;
  version: number;
  schoolName: string;
  districtName: string | null;
  onDate: Day;
  startsAt: string;
  endsAt: string;
  urgency: GapUrgency;
  present: number;
  missing: number;
  awayNames: readonly string[];
  leavingId: string | null;
  best: readonly { presenterId: string; name: string; reasons: readonly string[] }[];
};

const URGENCY = {
  red: <Tag colour="red">Within 7 days</Tag>,
  amber: <Tag colour="orange">Within 14 days</Tag>,
  later: <Tag colour="grey">Later</Tag>,
} satisfies Record<GapUrgency, unknown>;

const LIST = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Visits without enough presenters, soonest first, each with the best people for its place. */
export function GapList({ gaps, mayAssign }: { gaps: readonly GapOnPage[]; mayAssign: boolean }) {
  return (
    <>
      {gaps.map((gap) => (
        <section key={gap.visitId} id={`gap-${gap.visitId}`} aria-labelledby={`name-${gap.visitId}`} className="app-booking">
          <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={`name-${gap.visitId}`}>
            <a className="govuk-link" href={paths.visit(gap.visitId)}>
              {gap.schoolName}
            </a>
          </h2>
          <p className="govuk-body govuk-!-margin-bottom-2">{URGENCY[gap.urgency]}</p>
          <p className="govuk-body">
            {formatSpan(new Date(gap.startsAt), new Date(gap.endsAt))}
            {gap.districtName ? `, ${gap.districtName}` : ""}
            <br />
            <strong>{describeStaffing(gap.present, gap.missing)}</strong>
            {gap.awayNames.length > 0 ? `: ${LIST.format(gap.awayNames)} cannot come` : ""}
          </p>
          {gap.best.length === 0 ? (
            <p className="govuk-body">
              Nobody is free and qualified at that time.{" "}
              {mayAssign ? (
                <a className="govuk-link" href={paths.moveVisit(gap.visitId)}>
                  Move the visit<span className="govuk-visually-hidden"> to {gap.schoolName}</span>
                </a>
              ) : null}
            </p>
          ) : (
            <ol className="govuk-list govuk-list--number">
              {gap.best.map((candidate) => (
                <li key={candidate.presenterId}>
                  <p className="govuk-body govuk-!-margin-bottom-2">
                    <strong>{candidate.name}</strong>: {candidate.reasons.join("; ")}.
                  </p>
                  {mayAssign ? <AssignForm gap={gap} candidate={candidate} /> : null}
                </li>
              ))}
            </ol>
          )}
        </section>
      ))}
    </>
  );
}

function AssignForm({ gap, candidate }: { gap: GapOnPage; candidate: GapOnPage["best"][number] }) {
  return (
    <Form>
      <input type="hidden" name="visitId" value={gap.visitId} />
      <input type="hidden" name="version" value={gap.version} />
      <input type="hidden" name="leavingId" value={gap.leavingId ?? ""} />
      <input type="hidden" name="joiningId" value={candidate.presenterId} />
      <Button look="secondary">
        Assign {candidate.name}
        <span className="govuk-visually-hidden"> to {gap.schoolName}, {formatDay(gap.onDate)}</span>
      </Button>
    </Form>
  );
}
