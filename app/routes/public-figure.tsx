import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PublicFigurePage } from "~/components/information/public-figure-page";
import { publicFigure } from "~/services/public-figure.server";
import { publicWording } from "~/services/public-wording.server";

export const meta: MetaFunction = () => [{ title: "Students reached - Knife Crime Awareness sessions" }];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  const figure = await publicFigure(deps);
  if (!figure) throw new Response("There is no such page.", { status: 404 });
  return json({ figure, area: (await publicWording(deps)).area });
}

export default function PublicFigureRoute() {
  return <PublicFigurePage {...useLoaderData<typeof loader>()} />;
}
