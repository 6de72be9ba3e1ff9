import type { LoaderFunctionArgs } from "@remix-run/node";
import { readId } from "~/schemas/form-fields";
import { downloadMaterial } from "~/services/download-material.server";

/** The name in the address is for people; the id decides, so that links in old mails give the newest file. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const id = readId(params.id);
  const ifNoneMatch = request.headers.get("If-None-Match");
  const file = id && (await downloadMaterial({ id, ifNoneMatch }, deps));
  if (!file) throw new Response("This document is not here any more.", { status: 404 });
  const headers = new Headers({
    ETag: file.etag,
    "Cache-Control": "public, max-age=300, must-revalidate",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
  });
  if (file.bytes === null) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", file.mediaType);
  headers.set("Content-Length", String(file.bytes.length));
  // Saved, never shown inside our own address: whatever is in it cannot speak for the service.
  headers.set("Content-Disposition", `attachment; filename="${file.fileName}"`);
  return new Response(Buffer.from(file.bytes), { headers });
}
