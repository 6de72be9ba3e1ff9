import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ApproachSchool, InvitationPreview } from "~/components/coverage/approach-school";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";
import { approachSchema } from "~/schemas/approach";
import { readId } from "~/schemas/form-fields";
import {
  inviteSchool,
  lookAtSchoolToAsk,
  noteApproach,
  previewInvitation,
  type InviteRefusal,
} from "~/services/approach-school.server";

export const meta: MetaFunction = () => [{ title: "Ask a school - Knife Crime Awareness sessions" }];

const NOBODY: FormValues = {};
const notThere = () => new Response("No such school", { status: 404 });

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator", "manager"]);
  const id = readId(params.id);
  const school = id && (await lookAtSchoolToAsk(id, deps));
  if (!school) throw notThere();
  return json({ school });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator", "manager"]);
  const schoolId = readId(params.id);
  if (!schoolId) throw notThere();
  const actor = { kind: "staff" as const, accountId };
  const formData = await request.formData();
  const values = formValues(formData);
  const form = readForm(approachSchema, formData);
  if (!form.ok) return answer({ errors: form.errors, values }, 422);
  if (form.value.intent === "note") {
    const noted = await noteApproach({ schoolId, way: form.value.way, actor }, deps);
    if (!noted.ok) throw notThere();
    return redirectWithFlash(paths.approach(), "Noted: nobody asks this school again for now.");
  }
  const { intent, email, name, note } = form.value;
  const fields = { email, name, note };
  if (intent === "change") return json({ errors: undefined, values: { intent, ...fields }, preview: null });
  if (intent === "send") {
    const sent = await inviteSchool({ schoolId, ...fields, actor }, deps);
    if (sent.ok) return redirectWithFlash(paths.approach(), `The invitation to ${email} is on its way.`);
    return answer({ errors: refusalOf(sent), values }, 409);
  }
  const preview = await previewInvitation({ schoolId, ...fields }, deps);
  if (!preview.ok) return answer({ errors: refusalOf(preview), values }, 409);
  const { subject, text } = preview.email;
  return json({ errors: undefined, values, preview: { fields, mail: { subject, text } } });
}

const answer = (body: { errors: FormErrors; values: FormValues }, status: number) => json({ ...body, preview: null }, { status });

function refusalOf(refusal: InviteRefusal): FormErrors {
  switch (refusal.reason) {
    case "not_found":
      throw notThere();
    case "busy":
      return { form: "This school has a visit ahead or a request that waits meanwhile" };
    case "no_more_invitations":
      return { email: "This address asked for no more invitations. Use another one, or ring" };
    case "mail_comes_back":
      return { email: "Mail to this address came back. Use another one, or ring; where it works again, say so first under Arrived mail" };
    case "asked_lately": {
      const by = refusal.byName === "" ? "" : ` by ${refusal.byName}`;
      return { form: `Asked on ${formatDay(refusal.askedOn)}${by}. It may be invited again from ${formatDay(refusal.againOn)}` };
    }
  }
}

export default function ApproachSchoolRoute() {
  const { school } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  if (reply?.preview) return <InvitationPreview school={school} {...reply.preview} />;
  return <ApproachSchool school={school} values={reply?.values ?? NOBODY} errors={reply?.errors} />;
}
