import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SettingsForm } from "~/components/admin/settings-form";
import { settingsValues } from "~/components/admin/settings-values";
import { paths } from "~/config/paths";
import { readSettings, settingsVersion } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { settingsSchema } from "~/schemas/admin";
import { saveSettings } from "~/services/save-settings.server";

export const meta: MetaFunction = () => [{ title: "Settings - Knife Crime Awareness sessions" }];

const CHANGED = { form: "Somebody changed the settings meanwhile. Open the page again to see them." };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const version = await settingsVersion(deps.db);
  const settings = await readSettings(deps.db);
  return json({
    bands: settings.travel.speedBands.length,
    windows: settings.travel.schoolRun.windows.length,
    values: settingsValues(settings, version),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const formData = await request.formData();
  const form = readForm(settingsSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, changes } = form.value;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await saveSettings({ version, changes, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.home(), "The settings are saved.");
  return json({ errors: CHANGED, values: formValues(formData) }, { status: 409 });
}

export default function SettingsRoute() {
  const { values, ...rest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SettingsForm {...rest} errors={answer?.errors} values={answer?.values ?? values} />;
}
