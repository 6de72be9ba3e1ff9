import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireSignIn } from "~/auth/viewer.server";
import { AccountPage } from "~/components/sign-in/account-page";
import { paths } from "~/config/paths";
import { findAccount } from "~/data/accounts.server";
import { listSignIns } from "~/data/sign-ins.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatInstant } from "~/lib/london-time";
import { accountActionSchema, accountDetailsSchema } from "~/schemas/sign-in";
import { revokeSignIn } from "~/services/revoke-sign-in.server";
import { updateAccount } from "~/services/update-account.server";

export const meta: MetaFunction<typeof loader> = () => [
  { title: "Your account - Knife Crime Awareness sessions" },
];

type Answer = { errors: FormErrors; values?: FormValues };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { signInId, viewer } = await requireSignIn(request, deps);
  const account = await findAccount(deps.db, viewer.accountId);
  const signIns = await listSignIns(deps.db, viewer.accountId, deps.now());
  return json({
    account: { email: viewer.email, name: viewer.name, phone: account?.phone ?? "", roles: viewer.roles },
    signIns: signIns.map(({ id, device, createdAt, lastSeenAt }) => ({
      id,
      device,
      signedInOn: formatInstant(createdAt),
      lastSeen: formatInstant(lastSeenAt),
      current: id === signInId,
    })),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { signInId, viewer } = await requireSignIn(request, deps);
  const { accountId } = viewer;
  const formData = await request.formData();
  if (formData.get("intent") === "details") {
    const form = readForm(accountDetailsSchema, formData);
    if (!form.ok) return json<Answer>({ errors: form.errors, values: form.values }, { status: 422 });
    await updateAccount({ accountId, ...form.value }, deps);
    return redirectWithFlash(paths.account(), "Your details are saved.");
  }
  const form = readForm(accountActionSchema, formData);
  if (!form.ok) return json<Answer>({ errors: { form: "Choose what to sign out" } }, { status: 422 });
  const which = form.value.intent === "end" ? { id: form.value.signInId } : { allBut: signInId };
  const { ended } = await revokeSignIn({ accountId, which }, deps);
  return redirectWithFlash(paths.account(), ended === 0 ? "That had ended already." : "Signed out there.");
}

export default function Account() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <AccountPage {...page} errors={answer?.errors} values={answer?.values} />;
}
