import { formatDay, type Day } from "~/lib/london-time";

/** A number from elsewhere beside which the headline is read. */
export type ContextWords = {
  label: string;
  area: string;
  /** As its source names it: "Year to March 2026". */
  period: string;
  figure: number;
  source: string;
  /** An https address; "" where there is none. */
  link: string;
  asAtOn: Day;
};

const NUMBER = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

/** As it stands in lists without markup: "1,184 (Leicester, year to March 2026; source: K4, as at Friday 1 May 2026)". */
export function describeContext({ figure, area, period, source, link, asAtOn }: ContextWords): string {
  const where = link === "" ? source : `${source}, ${link}`;
  return `${NUMBER.format(figure)} (${area}, ${period}; source: ${where}, as at ${formatDay(asAtOn)})`;
}

export const NO_CAUSE =
  "These figures come from elsewhere and describe the area. No cause is claimed: they do not show what the sessions did or did not change.";
