import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { HomePage } from "~/components/information/home-page";
import { programme } from "~/config/programme";
import { publicOutlook } from "~/services/days-with-space.server";
import { publicWording } from "~/services/public-wording.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${programme.serviceName} - ${programme.forceName}` },
  {
    name: "description",
    content: `Knife crime awareness sessions for schools and youth settings${data ? ` in ${data.wording.area}` : ""}.`,
  },
];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  return json({ wording: await publicWording(deps), outlook: await publicOutlook(deps) });
}

export default function Home() {
  const { wording, outlook } = useLoaderData<typeof loader>();
  return <HomePage wording={wording} outlook={outlook} answerWorkingDays={wording.answerWorkingDays} />;
}
