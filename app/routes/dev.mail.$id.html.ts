import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireEnv } from "~/config/env.server";
import { readDevMail } from "~/services/read-dev-mail.server";

// Mail is full of inline styles: it gets a policy of its own, runs nothing, and only our own page may frame it.
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";

export async function loader({ params }: Pick<LoaderFunctionArgs, "params">) {
  const mail = await readDevMail(params.id ?? "", requireEnv());
  if (mail === null) throw new Response(null, { status: 404 });
  return new Response(mail.html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "X-Frame-Options": "SAMEORIGIN",
    },
  });
}
