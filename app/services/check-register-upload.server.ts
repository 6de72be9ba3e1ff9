import { addImportPart, completeCheck, createImport, forgetUploads, removeImport } from "~/data/register-imports.server";
import { transact } from "~/data/transaction.server";
import { hasChanges } from "~/domain/register";
import {
  compareRegister,
  emptyReport,
  type MissingColumns,
  type RegisterFiles,
} from "~/services/compare-register.server";
import type { Deps } from "~/services/deps";

const KEPT_HOURS = 24;

export type CheckRegisterUploadResult = { ok: true; id: string } | MissingColumns | { ok: false; reason: "empty" };

/**
 * Compares an uploaded register with ours and keeps what differs in the database, for 24 hours and for this person
 * alone, so that any web process can apply it as it was checked. Their earlier upload is forgotten. Refused where a
 * needed column is missing or no row was read.
 */
export async function checkRegisterUpload(
  input: {
    files: RegisterFiles;
    fileName: string;
    linksFileName: string;
    authorities: readonly string[];
    accountId: string;
  },
  deps: Deps,
): Promise<CheckRegisterUploadResult> {
  const { files, fileName, linksFileName, authorities, accountId: madeById } = input;
  const now = deps.now();
  const id = await transact(deps.db, async (tx) => {
    await forgetUploads(tx, { now, madeById });
    const row = { status: "checked" as const, fileName, linksFileName, authorities, madeById };
    return createImport(tx, { ...row, report: emptyReport(), checkedAt: now, expiresAt: null });
  });
  try {
    let position = 0;
    const compared = await compareRegister(files, deps, {
      authorities: authorities.length > 0 ? authorities : undefined,
      onChange: (change) => addImportPart(deps.db, id, (position += 1), { ...change, links: [] }),
    });
    if (!compared.ok || compared.report.read === 0) {
      await removeImport(deps.db, id);
      return compared.ok ? { ok: false, reason: "empty" } : compared;
    }
    const { report, links } = compared;
    if (position > 0 || hasChanges(report)) {
      const places = { authorities: [], districts: [] };
      await addImportPart(deps.db, id, position + 1, { places, rows: [], links });
    }
    const expiresAt = new Date(now.getTime() + KEPT_HOURS * 60 * 60 * 1000);
    await completeCheck(deps.db, { id, report, expiresAt });
    return { ok: true, id };
  } catch (error) {
    await removeImport(deps.db, id);
    throw error;
  }
}
