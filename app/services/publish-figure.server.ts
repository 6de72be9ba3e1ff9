import { createHash } from "node:crypto";
import { addHistory } from "~/data/history.server";
import {
  createAuditSample,
  createPublication,
  listPublications,
  lockPublishing,
  setAuditResult,
  type PublicationRow,
} from "~/data/publications.server";
import { transact } from "~/data/transaction.server";
import type { PeriodChoice } from "~/domain/programme-year";
import { roundReach } from "~/domain/reach";
import type { Deps } from "~/services/deps";
import { countedFacts } from "~/services/counted-groups.server";
import type { ReportedPeriod } from "~/services/reach-periods.server";
import { reachReport } from "~/services/reach-report.server";

export type PublishFigureResult =
  | { ok: true; id: string; figure: number; sampled: number }
  | { ok: false; reason: "nothing_counted" | "reason_missing" | "unchanged" | "figure_moved" };

/** One visit in twenty is checked against the school's register. */
const SAMPLE_SHARE = 0.05;

/**
 * Freezes the figure of a period as it stands (rule 6) and draws its audit sample. A figure of a period that was
 * published before is a revision: it needs a reason, and the one before stays as it is. Refuses where nothing was
 * counted, nothing changed, or the figure is not the one that the manager saw.
 */
export async function publishFigure(
  input: { choice: PeriodChoice | null; seenFigure: number; reason: string; signedOffById: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<PublishFigureResult> {
  const now = deps.now();
  const report = await reachReport({ choice: input.choice, audience: "analyst" }, deps);
  const { facts } = await countedFacts({ choice: input.choice, audience: "team" }, deps);
  const { figure, low, high, attendances } = roundReach(report.reach);
  if (attendances === 0) return { ok: false, reason: "nothing_counted" };
  if (figure !== input.seenFigure) return { ok: false, reason: "figure_moved" };
  const recorded = new Map<string, number>();
  for (const { visitId, attended } of facts) recorded.set(visitId, (recorded.get(visitId) ?? 0) + attended);
  const { period, definitionVersion } = report;
  return transact(deps.db, async (tx): Promise<PublishFigureResult> => {
    await lockPublishing(tx);
    const [before] = await listPublications(tx, period);
    const reason = input.reason.trim();
    if (before && reason === "") return { ok: false, reason: "reason_missing" };
    if (before && [before.figure, before.low, before.high, before.attendances].join() === [figure, low, high, attendances].join()) {
      return { ok: false, reason: "unchanged" };
    }
    const parts = (of: readonly { name: string; figure: number; attendances: number }[]) =>
      of.map((part) => ({ name: part.name, figure: part.figure, attendances: part.attendances }));
    const id = await createPublication(tx, {
      periodName: period.name,
      startsOn: period.startsOn,
      endsOn: period.endsOn,
      asAt: now,
      definitionVersion,
      figure,
      low,
      high,
      attendances,
      detail: {
        definition: report.definition,
        byMonth: parts(report.byMonth),
        byDistrict: parts(report.byDistrict),
        byYearGroup: parts(report.byYearGroup),
      },
      signedOffById: input.signedOffById,
      revisesId: before?.id ?? null,
      reason,
    });
    const sample = drawSample(id, [...recorded]);
    await createAuditSample(tx, id, sample);
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId: input.signedOffById },
      subject: "publication",
      subjectId: id,
      action: before ? "figure_revised" : "figure_published",
      detail: { figure, attendances, sampled: sample.length },
    });
    return { ok: true, id, figure, sampled: sample.length };
  });
}

/** The publication's own id is the seed: anybody can draw the same sample again, nobody can choose it. */
export function drawSample(
  seed: string,
  visits: readonly (readonly [visitId: string, recorded: number])[],
): { visitId: string; recorded: number }[] {
  const ticket = (visitId: string) => createHash("sha256").update(`${seed}:${visitId}`).digest("hex");
  return visits
    .map(([visitId, recorded]) => ({ visitId, recorded, ticket: ticket(visitId) }))
    .sort((one, other) => (one.ticket < other.ticket ? -1 : 1))
    .slice(0, Math.ceil(visits.length * SAMPLE_SHARE))
    .map(({ visitId, recorded }) => ({ visitId, recorded }));
}

/** Keeps what a school's register said of a visit of the sample; the published figure does not move. */
export async function recordAudit(
  input: { publicationId: string; visitId: string; found: number; checkedById: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const { publicationId, visitId, found, checkedById } = input;
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const kept = await setAuditResult(tx, { publicationId, visitId }, { found, checkedAt: now, checkedById });
    if (!kept) return { ok: false, reason: "not_found" } as const;
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId: checkedById },
      subject: "publication",
      subjectId: publicationId,
      visitId,
      action: "audit_checked",
      detail: { found },
    });
    return { ok: true } as const;
  });
}

export type Publishing = {
  period: ReportedPeriod;
  figure: number;
  low: number;
  high: number;
  attendances: number;
  published: PublicationRow[];
};

/** The figure of a period as it stands now beside what was published of it. */
export async function lookAtPublishing(
  choice: PeriodChoice | null,
  deps: Pick<Deps, "db" | "now">,
): Promise<Publishing> {
  const { period, reach } = await reachReport({ choice, audience: "analyst" }, deps);
  return { period, ...roundReach(reach), published: await listPublications(deps.db, period) };
}
