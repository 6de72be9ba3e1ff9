import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { searchSchools } from "~/data/school-search.server";

/** Fits on a phone above the keyboard, less a little scrolling. */
const MOST_SUGGESTIONS = 8;

/** Suggestions while one types: no more of a school than tells it apart from others of its name. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const text = new URL(request.url).searchParams.get("q") ?? "";
  const { schools, more } = await searchSchools(deps.db, text, MOST_SUGGESTIONS);
  return json({ schools: schools.map(({ id, name, town, postcode }) => ({ id, name, town, postcode })), more });
}
