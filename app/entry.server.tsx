import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { PageContextProvider } from "~/components/layout/page-context";

const ABORT_AFTER_MS = 10_000;

/** Waits for the whole page: nothing is streamed late, and a fault while rendering still gets its status. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let fault: unknown;
    const { pipe, abort } = renderToPipeableStream(
      <PageContextProvider
        value={{ cspNonce: loadContext.cspNonce, requestReference: loadContext.requestReference }}
      >
        <RemixServer context={remixContext} url={request.url} abortDelay={ABORT_AFTER_MS} />
      </PageContextProvider>,
      {
        nonce: loadContext.cspNonce,
        onAllReady() {
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          text(body).then(
            (html) => resolve(new Response(titled(html, status), { headers, status: fault ? 500 : status })),
            reject,
          );
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          fault = error;
          logFault(error, request, loadContext);
        },
      },
    );
    const timer = setTimeout(abort, ABORT_AFTER_MS);
    timer.unref();
  });
}

/**
 * A page that comes back with errors says so first in its title (GOV.UK, error summary). Remix's `meta` is not told what
 * an action answered, so the word is put in here.
 */
function titled(html: string, status: number): string {
  const refused = status === 422 || status === 409;
  return refused ? html.replace("<title>", "<title>Error: ") : html;
}

export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  // A visitor who leaves is no fault.
  if (!request.signal.aborted) logFault(error, request, context);
}

function logFault(error: unknown, request: Request, context: AppLoadContext): void {
  context.deps.log.error(
    { reference: context.requestReference, method: request.method, err: error },
    "unexpected fault",
  );
}
