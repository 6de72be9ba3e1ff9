import { formatInstant } from "~/lib/london-time";

export type RevisionView = {
  revision: number;
  recordedAt: string;
  recordedByName: string | null;
  source: "presenter" | "coordinator" | "school" | "imported";
  attended: number;
  reason: string;
  changes: readonly string[];
};

const SOURCE_WORDS = {
  presenter: "presenter",
  coordinator: "coordinator",
  school: "school",
  imported: "taken over from earlier records",
} as const;

/** Who said what and why; the first of them counts. */
export function RevisionList({ revisions }: { revisions: readonly RevisionView[] }) {
  if (revisions.length < 2) return null;
  return (
    <section>
      <h2 className="govuk-heading-m">What was recorded</h2>
      <ol className="govuk-list govuk-list--spaced" reversed>
        {revisions.map((each) => (
          <li key={each.revision}>
            <strong>
              {formatInstant(new Date(each.recordedAt))}: {each.attended} students
            </strong>
            <br />
            {each.recordedByName ?? "Somebody who is no longer with us"} ({SOURCE_WORDS[each.source]})
            {each.reason === "" ? null : (
              <>
                <br />
                Reason: {each.reason}
              </>
            )}
            {each.revision === 1 ? null : (
              <ul className="govuk-list govuk-list--bullet">
                {each.changes.length === 0 ? <li>No figure changed</li> : null}
                {each.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
