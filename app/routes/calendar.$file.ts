import type { LoaderFunctionArgs } from "@remix-run/node";
import { readFeed } from "~/services/calendar-feeds.server";

/** `/calendar/:token.ics`, read by calendar programs: the secret in the address is all they have. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const token = /^([\w-]{22})\.ics$/.exec(params.file ?? "")?.[1];
  if (token === undefined) throw new Response("No such calendar", { status: 404 });
  const ifNoneMatch = request.headers.get("If-None-Match");
  const ifModifiedSince = request.headers.get("If-Modified-Since");
  const feed = await readFeed({ token, ifNoneMatch, ifModifiedSince }, deps);
  if (!feed.found) throw new Response("No such calendar", { status: 404 });
  const headers = new Headers({ ETag: feed.etag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer" });
  if (feed.lastModified) headers.set("Last-Modified", feed.lastModified.toUTCString());
  if (feed.content === null) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", "text/calendar; charset=utf-8");
  headers.set("Content-Disposition", 'inline; filename="sessions.ics"');
  return new Response(streamOf(feed.content), { headers });
}

const CHUNK_BYTES = 64 * 1024;

/** As fast as it is read, and without a copy: a whole calendar has several megabytes. */
function streamOf(content: Buffer): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= content.length) return controller.close();
      controller.enqueue(content.subarray(at, at + CHUNK_BYTES));
      at += CHUNK_BYTES;
    },
  });
}
