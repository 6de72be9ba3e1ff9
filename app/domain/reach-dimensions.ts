/** What the report can be split and filtered by. `firstContact`: clear when a student is first met (rule 5). */
export const DIMENSIONS = {
  month: { header: "Month", caption: "By month of first contact", firstContact: true },
  yearGroup: { header: "Year group", caption: "By year group", firstContact: true },
  district: { header: "District", caption: "By district", firstContact: true },
  authority: { header: "Local authority", caption: "By local authority", firstContact: true },
  school: { header: "School", caption: "By school", firstContact: true },
  type: { header: "Type of school", caption: "By type of school", firstContact: true },
  phase: { header: "Phase", caption: "By phase", firstContact: true },
  format: { header: "Format", caption: "By format", firstContact: false },
  area: { header: "Priority area", caption: "By priority area", firstContact: false },
  funder: { header: "Funder", caption: "By funder", firstContact: false },
  campaign: { header: "Campaign", caption: "By campaign", firstContact: false },
} as const;

export type Dimension = keyof typeof DIMENSIONS;

export const DIMENSION_KEYS = Object.keys(DIMENSIONS).filter((key): key is Dimension => Object.hasOwn(DIMENSIONS, key));

/** What a session may have covered, as the record of its visit says. */
export const TOPIC_NAMES = {
  what: "What knife crime is",
  why: "Why people carry knives",
  help: "Where to get help or report",
} as const;

export type Topic = keyof typeof TOPIC_NAMES;
export const TOPICS = ["what", "why", "help"] as const satisfies readonly Topic[];

/** What a list or a split is narrowed to: a part's key for each dimension, and how a number came about. */
export type ReachFilter = Partial<Record<Dimension, string>> & {
  side?: "open" | "targeted";
  basis?: string;
  /** Attendances at visits that covered it. */
  topic?: Topic;
  said?: "school" | "team" | "imported";
};

/** Names where a session was held: of sessions in places of reachable moments they are the team's. */
export const PLACE_DIMENSIONS: readonly Dimension[] = ["district", "authority", "school", "type", "phase", "area"];

export const NO_STUDENTS_HERE =
  "Students reached cannot be split by format, priority area, funder, campaign, topic, basis or by who said the numbers: a " +
  "student may come to several of them and counts once, where and when we met them first. Attendances and student-hours can.";

/** Whether students reached can be told of what is narrowed like this. */
export function tellsStudents(filter: ReachFilter): boolean {
  const narrowed = DIMENSION_KEYS.filter((key) => filter[key] !== undefined);
  const isOfNumbers = filter.basis !== undefined || filter.topic !== undefined || filter.said !== undefined;
  return !isOfNumbers && narrowed.every((key) => DIMENSIONS[key].firstContact);
}
