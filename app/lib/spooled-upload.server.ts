import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";

export type SpooledFile = { path: string; name: string; bytes: number; tooLarge: boolean; isArchive: boolean };

export type SpooledUpload = {
  fields: Record<string, string>;
  /** By the field's name; a field left empty is not there. */
  files: Record<string, SpooledFile>;
  /** Removes the files; call it whatever happens. */
  dispose: () => Promise<void>;
};

const LONGEST_FIELD = 10_000;

/**
 * Reads a form with files, each streamed to a temporary file of this process: nothing large is held in memory. Bytes
 * beyond `mostBytes` are read and thrown away, so that the browser gets its answer instead of a broken connection.
 */
export async function spoolUpload(request: Request, { mostBytes }: { mostBytes: number }): Promise<SpooledUpload> {
  const upload: SpooledUpload = { fields: {}, files: {}, dispose: () => Promise.resolve() };
  if (!request.headers.get("Content-Type")?.startsWith("multipart/form-data")) return upload;
  const folder = await mkdtemp(join(tmpdir(), "upload-"));
  upload.dispose = () => rm(folder, { recursive: true, force: true });
  try {
    await parseMultipart(request, async ({ name, filename, data }) => {
      if (filename === undefined) {
        upload.fields[name] = await textOf(data);
        return undefined;
      }
      const path = join(folder, String(Object.keys(upload.files).length));
      const file = { path, name: filename, bytes: 0, tooLarge: false, isArchive: false };
      await pipeline(Readable.from(counted(data, file, mostBytes)), createWriteStream(path));
      if (filename !== "" || file.bytes > 0) upload.files[name] = file;
      return undefined;
    });
    return upload;
  } catch (error) {
    await upload.dispose();
    throw error;
  }
}

async function* counted(
  data: AsyncIterable<Uint8Array>,
  file: SpooledFile,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of data) {
    // Zip archives, and the workbooks of spreadsheets that are some, begin with PK.
    if (file.bytes === 0 && chunk[0] === 0x50 && chunk[1] === 0x4b) file.isArchive = true;
    file.bytes += chunk.length;
    if (file.bytes > mostBytes) file.tooLarge = true;
    else yield chunk;
  }
}

async function textOf(data: AsyncIterable<Uint8Array>): Promise<string> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of data) {
    if (bytes.length < LONGEST_FIELD) bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes.toString("utf8").slice(0, LONGEST_FIELD);
}
