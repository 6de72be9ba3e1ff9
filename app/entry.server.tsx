import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { PageContextProvider } from "~/components/layout/page-context";
import { warmFeeds } from "~/services/calendar-feeds.server";
import type { Deps } from "~/services/deps";

/** The whole page at once: nothing is streamed late, and a fault while rendering still gets its own page and status. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Response {
  const html = renderToString(
    <PageContextProvider
      value={{ cspNonce: loadContext.cspNonce, requestReference: loadContext.requestReference }}
    >
      <RemixServer context={remixContext} url={request.url} />
    </PageContextProvider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(titled(`<!DOCTYPE html>${html}`, status), { headers, status });
}

/**
 * A page that comes back with errors says so first in its title (GOV.UK, error summary). Remix's `meta` is not told what
 * an action answered, so the word is put in here.
 */
function titled(html: string, status: number): string {
  const refused = status === 422 || status === 409;
  return refused ? html.replace("<title>", "<title>Error: ") : html;
}

/** Called once at the start; here, since what pages remember lives beside the pages' code. */
export function warmUp(deps: Deps, signal: AbortSignal): Promise<void> {
  return warmFeeds(deps, signal);
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
