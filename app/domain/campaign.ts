import type { Day } from "~/lib/london-time";

/** A week of action inside a year, with its own target (product.md, words). */
export type CampaignWords = {
  name: string;
  startsOn: Day;
  endsOn: Day;
  target: number | null;
  /** For everybody to read; "" where it has no public page. */
  description: string;
};

export type Campaign = CampaignWords & { id: string; slug: string; version: number; retired: boolean };

const LONGEST_SLUG = 60;

/** "Week of Action: Spring 2027" → "week-of-action-spring-2027"; "campaign" where a name has neither letter nor digit. */
export function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, "");
  return words === "" ? "campaign" : words;
}

/** Whether everybody may read about it, and schools may still ask for a session in it. */
export function isPublic({ retired, description }: Pick<Campaign, "retired" | "description">): boolean {
  return !retired && description !== "";
}
