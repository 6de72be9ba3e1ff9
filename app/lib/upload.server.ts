import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";

export type UploadedFile = { fileName: string; bytes: Uint8Array<ArrayBuffer> };

export type Upload = {
  /** Every field but the file. */
  formData: FormData;
  /** Null where no file was chosen. What is too large is not kept, so that nobody can fill the memory with it. */
  file: UploadedFile | "too_large" | null;
};

/** Reads a form with one file field (`multipart/form-data`); the file in memory, up to `largestBytes`. */
export async function readUpload(
  request: Request,
  { field, largestBytes }: { field: string; largestBytes: number },
): Promise<Upload> {
  const isMultipart = request.headers.get("Content-Type")?.startsWith("multipart/form-data") ?? false;
  if (!isMultipart) return { formData: await request.formData(), file: null };
  let file: Upload["file"] = null;
  const formData = await parseMultipart(request, async ({ name, filename, data }) => {
    if (filename === undefined) return new TextDecoder().decode(await joined(data, Number.POSITIVE_INFINITY));
    const bytes = await joined(data, name === field ? largestBytes : 0);
    if (name === field && filename !== "") file = bytes ? { fileName: filename, bytes } : "too_large";
    return undefined;
  });
  return { formData, file };
}

/** All parts in one; undefined when they are more than `largest` bytes, which are then read and let go. */
async function joined(data: AsyncIterable<Uint8Array>, largest: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of data) {
    size += part.length;
    if (size <= largest) parts.push(part);
    else parts.length = 0;
  }
  return size <= largest ? new Uint8Array(Buffer.concat(parts)) : undefined;
}
