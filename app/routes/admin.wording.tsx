import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { WordingForm } from "~/components/admin/wording-form";
import { wordingValues } from "~/components/admin/wording-values";
import { paths } from "~/config/paths";
import { readSettings, settingsVersion } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { wordingSchema } from "~/schemas/wording";
import { saveSettings } from "~/services/save-settings.server";

export const meta: MetaFunction = () => [{ title: "Wording - Knife Crime Awareness sessions" }];

const CHANGED = { form: "Somebody changed the settings meanwhile. Open the page again to see them." };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const version = await settingsVersion(deps.db);
  const { wording } = await readSettings(deps.db);
  return json({ values: wordingValues(wording, version) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const formData = await request.formData();
  const form = readForm(wordingSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, wording } = form.value;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await saveSettings({ version, changes: { wording }, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.home(), "The wording is saved.");
  return json({ errors: CHANGED, values: formValues(formData) }, { status: 409 });
}

export default function WordingRoute() {
  const { values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <WordingForm errors={answer?.errors} values={answer?.values ?? values} />;
}
