import { RevisionList, type RevisionView } from "~/components/delivery/revision-list";
import { DataTable } from "~/components/ui/data-table";
import { COUNT_BASIS_LABELS, type DeliveryRecord } from "~/domain/delivery";
import { cohortYearLabel } from "~/domain/groups";
import type { Novelty } from "~/domain/reach";
import { formatInstant } from "~/lib/london-time";

type Session = {
  id: string;
  startTime: string;
  formatName: string;
  groups: readonly { id: string; label: string }[];
};

export type RecordedView = {
  newest: {
    recordedAt: string;
    recordedByName: string | null;
    record: DeliveryRecord;
    reasons: readonly { sessionId: string; codes: readonly string[] }[];
  };
  sessions: readonly Session[];
  reasons: readonly { code: string; label: string }[];
  revisions: readonly RevisionView[];
};

const NOVELTY_WORDS: Readonly<Record<Novelty, string>> = { new: "All new", same: "The same as before", mixed: "New and known" };

type Line = { key: string; session: string; group: string; attended: string; were: string };

/** What stands of a visit in the figures, and what was corrected in it: to read, for whoever answers for them. */
export function Recorded(view: RecordedView) {
  const { newest, revisions } = view;
  const { basis, coveredWhat, coveredWhy, coveredHelp } = newest.record;
  const topics = [
    { name: "what knife crime is", covered: coveredWhat },
    { name: "why people carry knives", covered: coveredWhy },
    { name: "where to get help or report", covered: coveredHelp },
  ];
  const covered = topics.flatMap(({ name, covered: isCovered }) => (isCovered === true ? [name] : []));
  const isTold = topics.some(({ covered: isCovered }) => isCovered !== null);
  const total = newest.record.counts.reduce((sum, { attended }) => sum + attended, 0);
  return (
    <section id="record" aria-label="What was recorded">
      <DataTable
        caption={`What was recorded: ${total} attendances`}
        rows={linesOf(view)}
        rowKey={({ key }) => key}
        columns={[
          { header: "Session", cell: ({ session }) => session },
          { header: "Group", rowHeader: true, cell: ({ group }) => group },
          { header: "Attended", numeric: true, cell: ({ attended }) => attended },
          { header: "Students were", cell: ({ were }) => were },
        ]}
      />
      <p className="govuk-body">
        Basis: {basis === null ? "not known" : COUNT_BASIS_LABELS[basis].toLowerCase()}.{" "}
        {isTold ? `Covered: ${covered.join(", ") || "none of the three topics"}. ` : ""}
        {revisions.length < 2
          ? `Recorded by ${newest.recordedByName ?? "somebody who is no longer with us"} on ${formatInstant(new Date(newest.recordedAt))}; never corrected.`
          : ""}
      </p>
      <RevisionList revisions={revisions} />
    </section>
  );
}

function linesOf({ newest, sessions, reasons }: RecordedView): Line[] {
  return sessions.flatMap((session): Line[] => {
    const name = `${session.startTime} ${session.formatName}`.trim();
    const outcome = newest.record.outcomes.find(({ sessionId }) => sessionId === session.id)?.outcome;
    if (outcome !== "delivered") {
      const codes = newest.reasons.find(({ sessionId }) => sessionId === session.id)?.codes ?? [];
      const why = reasons.flatMap(({ code, label }) => (codes.includes(code) ? [label] : [])).join(", ");
      const group = session.groups.map(({ label }) => label).join(", ");
      return [{ key: session.id, session: name, group, attended: "None", were: why === "" ? "Did not take place" : `Did not take place: ${why}` }];
    }
    return session.groups.flatMap((group) =>
      newest.record.counts
        .filter(({ sessionGroupId }) => sessionGroupId === group.id)
        .map(({ yearGroup, attended, novelty }) => ({
          key: `${group.id}|${yearGroup}`,
          session: name,
          group: `${group.label}, ${cohortYearLabel(yearGroup)}`,
          attended: String(attended),
          were: NOVELTY_WORDS[novelty],
        })),
    );
  });
}
