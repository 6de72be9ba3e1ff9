import { addHistory, type Actor } from "~/data/history.server";
import { createImport } from "~/data/register-imports.server";
import {
  joinLineages,
  lockRegister,
  openClosedSchoolReviews,
  settleDistrictCentres,
  settleSearchIndexes,
  writeLinks,
  writeRegister,
} from "~/data/register-writes.server";
import type { Tx } from "~/data/db.server";
import { transact } from "~/data/transaction.server";
import type { RegisterLink, RegisterReport } from "~/domain/register";
import { dayOf } from "~/lib/london-time";
import { compareRegister, type MissingColumns, type RegisterFiles } from "~/services/compare-register.server";
import type { Deps } from "~/services/deps";

export type { ImportLine } from "~/services/compare-register.server";

export type ImportSchoolsResult = { ok: true; report: RegisterReport } | MissingColumns;

export type ImportOptions = {
  authorities?: readonly string[];
  /** A dry run: the same report, nothing written. */
  check?: boolean;
  /** For the list of imports. */
  fileNames?: { register: string; links: string };
};

/**
 * Brings the register up to date by URN; twice the same file changes nothing. A school that closes keeps its row, and
 * its visits ahead go on the review list. Each batch is kept on its own: after a fault in the middle the same import
 * is run again. Refused where a needed column is missing.
 */
export async function importSchools(
  files: RegisterFiles,
  deps: Pick<Deps, "db" | "now">,
  options: ImportOptions = {},
): Promise<ImportSchoolsResult> {
  const { authorities, check = false, fileNames } = options;
  const now = deps.now();
  const compared = await compareRegister(files, deps, {
    authorities,
    onChange: async (change) => {
      if (check) return;
      await transact(deps.db, async (tx) => {
        await lockRegister(tx);
        await writeRegister(tx, change, now);
      });
    },
  });
  if (!compared.ok || check) return compared;
  const { report, links } = compared;
  await transact(deps.db, async (tx) => {
    await finishImport(tx, { links, actor: { kind: "system" }, now });
    if (!fileNames) return;
    const row = { status: "applied" as const, fileName: fileNames.register, linksFileName: fileNames.links };
    const when = { checkedAt: now, expiresAt: null, appliedAt: now };
    await createImport(tx, { ...row, ...when, authorities: authorities ?? [], report, madeById: null });
  });
  return { ok: true, report };
}

/** What follows once all schools stand: links, lineages, the review of visits at schools that have closed, centres. */
export async function finishImport(
  tx: Tx,
  { links, actor, now }: { links: readonly RegisterLink[]; actor: Actor; now: Date },
): Promise<void> {
  await lockRegister(tx);
  await writeLinks(tx, links);
  if (links.length > 0) await joinLineages(tx);
  for (const visit of await openClosedSchoolReviews(tx, { today: dayOf(now), now })) {
    await addHistory(tx, {
      at: now,
      actor,
      subject: "visit",
      subjectId: visit.visitId,
      visitId: visit.visitId,
      requestId: visit.requestId,
      action: "visit_school_closed",
    });
  }
  await settleDistrictCentres(tx);
  await settleSearchIndexes(tx);
}
