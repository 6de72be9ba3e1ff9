import type { MetaFunction } from "@remix-run/node";
import { AccessibilityPage } from "~/components/information/accessibility-page";
import { programmeWording } from "~/config/programme-wording";

export const meta: MetaFunction = () => [{ title: `Accessibility - ${programmeWording.serviceName}` }];

export default function Accessibility() {
  return <AccessibilityPage wording={programmeWording} />;
}
