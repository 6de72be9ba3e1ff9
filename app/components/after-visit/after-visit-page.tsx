import { AttendanceForm } from "~/components/after-visit/attendance-form";
import { FeedbackForm } from "~/components/after-visit/feedback-form";
import { SurveyForm } from "~/components/after-visit/survey-form";
import type { MaterialView } from "~/components/materials/material-view";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import type { FactSource } from "~/domain/delivery";
import type { FeedbackWording, Survey } from "~/domain/feedback";
import type { CohortYear } from "~/domain/groups";
import type { FormErrors, FormValues } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";

export type AfterVisitView = {
  schoolName: string;
  onDate: string;
  state: "to_come" | "open" | "closed";
  openUntilOn: string;
  statements: FeedbackWording;
  feedback: { first: number; second: number; third: number; comment: string } | null;
  survey: Survey;
  /** What was recorded of who came; null while nothing is. */
  attendance: {
    revision: number;
    attended: number;
    saidBy: FactSource;
    groups: readonly { key: string; label: string; yearGroup: CohortYear; startTime: string; attended: number }[];
  } | null;
  materials: readonly MaterialView[];
};

export type AfterVisitReply = {
  intent: string;
  errors: FormErrors;
  values: FormValues;
  questions?: readonly string[];
};

type Props = {
  visit: AfterVisitView;
  reply?: AfterVisitReply;
};

export function AfterVisitPage({ visit, reply }: Props) {
  const { state, materials, schoolName, onDate } = visit;
  const of = (intent: string) => (reply?.intent === intent ? reply : undefined);
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <ErrorSummary errors={reply?.errors} />
        <PageHeading caption={`${schoolName}, ${formatDay(onDate)}`}>
          {state === "to_come" ? "After the visit" : "Thank you for having us"}
        </PageHeading>
        {state === "to_come" ? (
          <p className="govuk-body">This visit is still to come. Afterwards you can tell us here how it went.</p>
        ) : null}
        {state === "open" ? (
          <>
            <p className="govuk-body-l">
              Your answers help us to do better. It takes a minute or two, and you can change them until{" "}
              {formatDay(visit.openUntilOn)}.
            </p>
            <AttendanceForm attendance={visit.attendance} reply={of("attendance")} />
            <FeedbackForm visit={visit} reply={of("feedback")} />
            <SurveyForm visit={visit} reply={of("survey")} />
          </>
        ) : null}
        {state === "closed" ? (
          <p className="govuk-body">
            Answers were taken until {formatDay(visit.openUntilOn)}. If something is still on your mind, write to us or
            ring us: we are glad to hear it.
          </p>
        ) : null}
        <FollowUp materials={materials} />
      </div>
    </div>
  );
}

function FollowUp({ materials }: { materials: readonly MaterialView[] }) {
  return (
    <section aria-labelledby="follow-up">
      <h2 className="govuk-heading-m" id="follow-up">
        To follow up with your students
      </h2>
      <ul className="govuk-list govuk-list--spaced">
        {materials.map(({ id, href, title, kind, what }) => (
          <li key={id}>
            <a className="govuk-link" href={href}>
              {title}
            </a>{" "}
            ({kind.toLowerCase()}, {what})
          </li>
        ))}
        <li>
          <a className="govuk-link" href={paths.support()}>
            Who can support young people near you
          </a>
        </li>
        <li>
          <a className="govuk-link" href={paths.help()}>
            Help and reporting lines
          </a>
        </li>
      </ul>
      <p className="govuk-body">
        If a student told you something that worries you, follow your safeguarding procedure and tell your designated
        safeguarding lead. In an emergency, call 999.
      </p>
    </section>
  );
}
