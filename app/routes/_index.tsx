import type { MetaFunction } from "@remix-run/node";
import { HomePage } from "~/components/information/home-page";
import { programmeWording } from "~/config/programme-wording";

export const meta: MetaFunction = () => [
  { title: `${programmeWording.serviceName} - ${programmeWording.forceName}` },
  {
    name: "description",
    content: `Knife crime awareness sessions for schools and youth settings in ${programmeWording.area}.`,
  },
];

export default function Home() {
  return <HomePage wording={programmeWording} />;
}
