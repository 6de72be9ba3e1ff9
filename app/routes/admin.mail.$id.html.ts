import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { findMailAsSent } from "~/data/mail-record.server";
import { holdsCode } from "~/domain/outgoing-mail";
import { mailHtmlResponse } from "~/lib/mail-html-response.server";
import { readId } from "~/schemas/form-fields";

/** A message as it was sent; never one that holds a code. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const mail = id && (await findMailAsSent(deps.db, id));
  if (!mail || holdsCode(mail.occasion)) throw new Response(null, { status: 404 });
  return mailHtmlResponse(mail.html);
}
