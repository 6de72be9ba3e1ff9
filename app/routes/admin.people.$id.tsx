import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff, type Viewer } from "~/auth/viewer.server";
import { PersonForm } from "~/components/admin/person-form";
import { personValues } from "~/components/admin/person-values";
import { personRefusal } from "~/components/admin/person-words";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { findAccount } from "~/data/accounts.server";
import { findPresenterBase } from "~/data/presenter-bases.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { personSchema } from "~/schemas/admin";
import { readId } from "~/schemas/form-fields";
import type { Deps } from "~/services/deps";
import { savePerson } from "~/services/save-person.server";
import { setPersonAccess } from "~/services/set-person-access.server";

export const meta: MetaFunction = () => [{ title: "Change a person - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const account = id && (await findAccount(deps.db, id));
  if (!account) throw new Response("No such person", { status: 404 });
  const { email, name, roles, disabledAt } = account;
  const base = await findPresenterBase(deps.db, account.id);
  return json({ person: { email, name, roles, disabled: disabledAt !== null }, values: personValues(account, base) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const accountId = readId(params.id);
  if (!accountId) throw new Response("No such person", { status: 404 });
  const formData = await request.formData();
  const intent = formData.get("intent");
  if (intent === "allow" || intent === "shut_out") return changeAccess(accountId, intent === "allow", viewer, deps);
  const form = readForm(personSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { rolesSeen, ...person } = form.value;
  const result = await savePerson(
    { ...person, person: { accountId, rolesSeen: rolesSeen.split(" ").filter(Boolean) }, actor: actorOf(viewer) },
    deps,
  );
  if (result.ok) return redirectWithFlash(paths.admin.people(), `${person.name} is saved.`);
  return json({ errors: personRefusal(result), values: formValues(formData) }, { status: 409 });
}

async function changeAccess(accountId: string, allowed: boolean, viewer: Viewer, deps: Deps) {
  const result = await setPersonAccess({ accountId, allowed, actor: actorOf(viewer) }, deps);
  if (!result.ok) return json({ errors: personRefusal(result), values: null }, { status: 409 });
  if (allowed) return redirectWithFlash(officePaths.person(accountId), "This person can sign in again.");
  const visits = result.visitsAhead;
  const rest = visits === 0 ? "" : ` Visits still planned with them: ${visits}. Move or cancel those next.`;
  return redirectWithFlash(officePaths.person(accountId), `This person is signed out and shut out.${rest}`);
}

const actorOf = (viewer: Viewer) => ({ kind: "staff" as const, accountId: viewer.accountId });

export default function PersonRoute() {
  const { person, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <PersonForm person={person} errors={answer?.errors} values={answer?.values ?? values} />;
}
