import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { readSettings } from "~/data/settings.server";
import { emailSamples } from "~/services/email-samples.server";
import { mailSender } from "~/services/mail-sender.server";

// Mail is full of inline styles: it gets a policy of its own, runs nothing, and only our own page may frame it.
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const samples = emailSamples(mailSender(await readSettings(deps.db), deps.origin));
  const sample = samples.find(({ occasion }) => occasion === params.occasion);
  if (!sample) throw new Response(null, { status: 404 });
  const { html } = await sample.write();
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "X-Frame-Options": "SAMEORIGIN",
    },
  });
}
