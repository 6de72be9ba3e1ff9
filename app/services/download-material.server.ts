import { findPublicFile, readPublicFile } from "~/data/materials.server";
import type { Deps } from "~/services/deps";

export type MaterialDownload = { fileName: string; mediaType: string; etag: string; bytes: Uint8Array | null };

/**
 * A file of the public page by its id; `bytes` is null when the reader's copy (RFC 9110 13.1.2) is still the newest.
 * Null for a file that is not there or was taken off the page.
 */
export async function downloadMaterial(
  input: { id: string; ifNoneMatch: string | null },
  deps: Pick<Deps, "db">,
): Promise<MaterialDownload | null> {
  const file = await findPublicFile(deps.db, input.id);
  if (!file) return null;
  const { updatedAt, ...rest } = file;
  const etag = `"${input.id}-${updatedAt.getTime().toString(36)}"`;
  // A compressing proxy makes the mark a weak one: the letters between the quotes decide.
  if (input.ifNoneMatch?.includes(etag)) return { ...rest, etag, bytes: null };
  const bytes = await readPublicFile(deps.db, { id: input.id, updatedAt });
  return bytes && { ...rest, etag, bytes };
}
