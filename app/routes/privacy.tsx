import type { MetaFunction } from "@remix-run/node";
import { PrivacyPage } from "~/components/information/privacy-page";
import { programmeWording } from "~/config/programme-wording";

export const meta: MetaFunction = () => [{ title: `Privacy - ${programmeWording.serviceName}` }];

export default function Privacy() {
  return <PrivacyPage wording={programmeWording} />;
}
