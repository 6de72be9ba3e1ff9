import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { QualityPage } from "~/components/reach/quality-page";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { confirmFiguresSchema, readPeriodChoice } from "~/schemas/reach";
import { confirmUnlikelyFigures, reachQuality } from "~/services/reach-quality.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Figures to look at again - Knife Crime Awareness sessions" }];

const SHOWN = 100;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager", "coordinator"]);
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  const { period, unlikely, rolls, missing } = await reachQuality(choice, deps);
  return json({
    period,
    unlikely: unlikely.slice(0, SHOWN),
    rolls: rolls.slice(0, SHOWN),
    missing: missing.slice(0, SHOWN),
    totals: { unlikely: unlikely.length, rolls: rolls.length, missing: missing.length },
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager", "coordinator"]);
  const value = new URL(request.url).searchParams.get("period");
  const here = `${paths.reachQuality()}${value ? `?period=${encodeURIComponent(value)}` : ""}`;
  const form = readForm(confirmFiguresSchema, await request.formData());
  const result = form.ok && (await confirmUnlikelyFigures({ ...form.value, confirmedById: accountId }, deps));
  return redirectWithFlash(here, result && result.ok ? "Confirmed as right." : "There is no record to confirm.");
}

export default function ReachQuality() {
  return <QualityPage {...useLoaderData<typeof loader>()} />;
}
