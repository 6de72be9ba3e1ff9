import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { readSettings } from "~/data/settings.server";
import { mailHtmlResponse } from "~/lib/mail-html-response.server";
import { emailSamples } from "~/services/email-samples.server";
import { mailSender } from "~/services/mail-sender.server";

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const samples = emailSamples(mailSender(await readSettings(deps.db), deps.origin));
  const sample = samples.find(({ occasion }) => occasion === params.occasion);
  if (!sample) throw new Response(null, { status: 404 });
  const { html } = await sample.write();
  return mailHtmlResponse(html);
}
