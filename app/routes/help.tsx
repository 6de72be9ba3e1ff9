import type { MetaFunction } from "@remix-run/node";
import { HelpPage } from "~/components/information/help-page";
import { programmeWording } from "~/config/programme-wording";

export const meta: MetaFunction = () => [{ title: `Help and reporting - ${programmeWording.serviceName}` }];

export default function Help() {
  return <HelpPage wording={programmeWording} />;
}
