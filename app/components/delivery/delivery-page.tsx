import { DeliveryForm } from "~/components/delivery/delivery-form";
import { valuesOfRecord } from "~/components/delivery/delivery-values";
import { RevisionList, type RevisionView } from "~/components/delivery/revision-list";
import type { AskedSessionView } from "~/components/delivery/session-fields";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { DeliveryRecord } from "~/domain/delivery";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatInstant } from "~/lib/london-time";

export type DeliveryPageProps = {
  visitId: string;
  version: number;
  revision: number;
  schoolName: string;
  onDate: string | null;
  refusal: string | null;
  newest: {
    recordedAt: string;
    recordedByName: string | null;
    record: DeliveryRecord;
    reasons: readonly { sessionId: string; codes: readonly string[] }[];
  } | null;
  revisions: readonly RevisionView[];
  sessions: readonly AskedSessionView[];
  reasons: readonly { code: string; label: string }[];
  answer?: { status: 409 | 422; errors: FormErrors; questions: readonly string[]; values: FormValues };
};

export function DeliveryPage(props: DeliveryPageProps) {
  const { visitId, schoolName, onDate, refusal, newest, sessions, reasons, answer } = props;
  // A wrong answer is put right against what was seen first; after a change by others, against the newest.
  const seen =
    answer?.status === 422 ? answer.values : { version: `${props.version}`, revision: `${props.revision}` };
  const values = answer?.values ?? (newest ? valuesOfRecord(newest.record, newest.reasons, sessions) : {});
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.visit(visitId)}>Back to the visit</BackLink>
        <ErrorSummary errors={answer?.errors} />
        <PageHeading caption={onDate ? `${schoolName}, ${formatDay(onDate)}` : schoolName}>
          {newest ? "Correct what happened" : "Record what happened"}
        </PageHeading>
        {refusal ? (
          <p className="govuk-body">{refusal}</p>
        ) : (
          <>
            <Introduction newest={newest} conflict={answer?.status === 409} />
            <DeliveryForm
              version={textOf(seen, "version")}
              revision={textOf(seen, "revision")}
              sessions={sessions}
              reasons={reasons}
              questions={answer?.questions ?? []}
              values={values}
              errors={answer?.errors ?? {}}
            />
          </>
        )}
        <p className="govuk-body">
          Did a student disclose something?{" "}
          <a className="govuk-link" href={officePaths.disclosure(visitId)}>
            Note that it was passed on
          </a>
          , and nothing of what was said.
        </p>
        <RevisionList revisions={props.revisions} />
      </div>
    </div>
  );
}

function Introduction({ newest, conflict }: { newest: DeliveryPageProps["newest"]; conflict: boolean }) {
  if (!newest) {
    return (
      <p className="govuk-body">Enter what you saw, not what was planned. Do not write names of students.</p>
    );
  }
  const who = newest.recordedByName ?? "somebody who is no longer with us";
  return (
    <InsetText>
      Recorded by {who} on {formatInstant(new Date(newest.recordedAt))}.{" "}
      {conflict
        ? "Below is what you entered. If yours is right, say why and save it as a correction."
        : "What was recorded stays in the history; your correction counts instead of it."}
    </InsetText>
  );
}
