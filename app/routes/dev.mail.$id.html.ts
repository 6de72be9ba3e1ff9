import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireEnv } from "~/config/env.server";
import { mailHtmlResponse } from "~/lib/mail-html-response.server";
import { readDevMail } from "~/services/read-dev-mail.server";

export async function loader({ params }: Pick<LoaderFunctionArgs, "params">) {
  const mail = await readDevMail(params.id ?? "", requireEnv());
  if (mail === null) throw new Response(null, { status: 404 });
  return mailHtmlResponse(mail.html);
}
