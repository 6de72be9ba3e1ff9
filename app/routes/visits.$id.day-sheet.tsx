import { createHash } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { DAY_SHEET_STYLE, DaySheet } from "~/components/day-sheet/day-sheet";
import { readId } from "~/schemas/form-fields";
import { lookAtDaySheet } from "~/services/day-sheet.server";

const STYLE_HASH = createHash("sha256").update(DAY_SHEET_STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`;

/** A whole document without anything to load: printed or saved, it works without a connection. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager", "presenter"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const visitId = readId(params.id);
  const sheet = visitId && (await lookAtDaySheet({ visitId, accountId: viewer.accountId, isOffice }, deps));
  if (!sheet) throw new Response("No such visit", { status: 404 });
  return new Response(`<!DOCTYPE html>${renderToStaticMarkup(<DaySheet {...sheet} />)}`, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY },
  });
}
