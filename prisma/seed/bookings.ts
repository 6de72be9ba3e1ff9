import {
  ageRangeAudience,
  keyStageAudience,
  yearGroupAudience,
  type Group,
  type YearGroup,
} from "~/domain/groups";
import { schoolOf, type StorySchool } from "./schools";

export type FormatCode = "assembly" | "tutor" | "workshop" | "small-group";
export type Who = YearGroup | "ks3" | "ks4" | "ages";

export type StoryBooking = {
  school: string;
  who: Who;
  format: FormatCode;
  groups: number;
  /** Whom the groups hold, as the officer will have seen it. */
  students: "new" | "same" | "mixed";
  ending:
    | "recorded"
    | "corrected"
    | "one_not_delivered"
    | "none_delivered"
    | "not_recorded"
    | "cancelled_and_planned_again"
    | "cancelled_by_school"
    | "cancelled_and_waiting";
  /** Instead of its place in the row of bookings. */
  daysAgo?: number;
  /** Asked for after an incident: a manager gives the go-ahead before it is planned. */
  sensitive?: true;
  /** Whoever signs in as an officer finds it among their own. */
  officer?: string;
};

type More = Partial<Pick<StoryBooking, "students" | "ending" | "daysAgo" | "sensitive" | "officer">>;

const book = (school: string, who: Who, format: FormatCode, groups = 1, more: More = {}): StoryBooking => ({
  school,
  who,
  format,
  groups,
  students: "new",
  ending: "recorded",
  ...more,
});

/** What has been delivered, in its order. Four tutor groups or two lessons are one visit. */
export const BOOKINGS_SO_FAR: readonly StoryBooking[] = [
  book("fernhollow", "9", "assembly"),
  book("hosiers", "8", "tutor", 4),
  book("deepwell", "9", "workshop", 2),
  book("bowdenlea", "10", "tutor", 4),
  book("knitters", "9", "tutor", 4),
  book("ashmere-west", "8", "assembly"),
  book("lantern", "ks4", "small-group", 1),
  book("valeedge", "9", "workshop", 2),
  book("brookmarsh", "7", "tutor", 6),
  book("tanyard", "6", "workshop", 2),
  book("limekiln", "10", "assembly"),
  book("wreakebrook", "9", "tutor", 4, { ending: "corrected" }),
  book("swiftwater", "9", "assembly"),
  book("thorneywell", "8", "workshop", 2),
  book("aldwen", "9", "tutor", 4),
  book("castlegarth", "8", "tutor", 4),
  book("harrowdene", "ks3", "small-group", 1),
  book("meresbridge", "10", "workshop", 2),
  book("oldwharf", "8", "assembly"),
  book("saddlers", "9", "workshop", 2, { ending: "cancelled_and_planned_again" }),
  book("kestrel", "6", "workshop", 2),
  book("fernhollow", "9", "workshop", 2, { students: "same" }),
  book("skylarkfields", "9", "tutor", 4),
  book("bellmetal", "7", "assembly"),
  book("glenbarrow", "10", "workshop", 2),
  book("ashmere-east", "9", "tutor", 4),
  book("hollowaycross", "8", "workshop", 2),
  book("tannery", "ages", "small-group", 2),
  book("stockinglane", "9", "tutor", 4, { ending: "one_not_delivered" }),
  book("ironstone", "10", "workshop", 2),
  book("turnpike", "9", "assembly"),
  book("whistlegate", "8", "tutor", 4),
  book("soarbank", "12", "workshop", 4),
  book("lindenrise", "9", "workshop", 2),
  book("sparrowfield", "6", "workshop", 1),
  book("deepwell", "8", "assembly"),
  book("hosiers", "9", "workshop", 2),
  book("windmill", "10", "tutor", 4),
  book("lantern", "ks3", "small-group", 1),
  book("ashmere-west", "8", "workshop", 2, { students: "same" }),
  book("oswin", "9", "tutor", 4),
  book("larkholt", "6", "workshop", 2),
  book("knitters", "8", "workshop", 2),
  book("valeedge", "10", "tutor", 4),
  book("fernhollow", "8", "tutor", 4),
  book("quarrybarn", "6", "workshop", 2),
  book("brookmarsh", "9", "workshop", 4),
  book("bowdenlea", "9", "assembly"),
  book("meresbridge", "8", "tutor", 4, { ending: "none_delivered" }),
  book("coptmeadow", "ks4", "small-group", 1),
  book("swiftwater", "9", "workshop", 2, { students: "mixed" }),
  book("castlegarth", "10", "workshop", 2),
  book("bellmetal", "9", "tutor", 4),
  book("stonepits", "6", "workshop", 1),
  book("oldwharf", "9", "workshop", 2),
  book("limekiln", "10", "workshop", 2, { students: "same" }),
  book("thorneywell", "9", "assembly"),
  book("wreakebrook", "8", "workshop", 2),
  book("barnsedge", "6", "workshop", 1),
  book("saddlers", "8", "tutor", 4),
  book("aldwen", "10", "workshop", 2),
  book("pitprop", "6", "workshop", 1),
  book("harrowdene", "ks4", "small-group", 1),
  book("skylarkfields", "8", "assembly"),
  book("ironstone", "9", "tutor", 4),
  book("turnpike", "9", "workshop", 2, { students: "same" }),
  book("beckstile", "6", "workshop", 1),
  book("rookerybank", "6", "workshop", 1),
  book("marketyard", "ages", "small-group", 1, { daysAgo: 9 }),
  book("deepwell", "10", "workshop", 2, { daysAgo: 12, ending: "not_recorded" }),
  book("ashmere-east", "8", "tutor", 4, { daysAgo: 2, ending: "not_recorded", officer: "asha" }),
  book("tannery", "ages", "small-group", 1, { daysAgo: 3 }),
];

/** What is planned from today on, in its order. */
export const BOOKINGS_AHEAD: readonly StoryBooking[] = [
  book("fernhollow", "7", "tutor", 4, { officer: "asha" }),
  book("turnpike", "8", "workshop", 2, { officer: "asha" }),
  book("bellmetal", "10", "tutor", 4),
  book("hosiers", "10", "workshop", 2),
  book("knitters", "10", "assembly"),
  book("stonepits", "5", "workshop", 1),
  book("deepwell", "7", "tutor", 4),
  book("bowdenlea", "8", "workshop", 2, { ending: "cancelled_by_school" }),
  book("meresbridge", "9", "assembly"),
  book("castlegarth", "9", "workshop", 2),
  book("wreakebrook", "10", "tutor", 4),
  book("tannery", "ages", "small-group", 2),
  book("oldwharf", "10", "workshop", 2),
  book("valeedge", "8", "assembly"),
  book("stockinglane", "8", "workshop", 2, { ending: "cancelled_and_waiting" }),
  book("swiftwater", "8", "tutor", 6),
  book("brookmarsh", "8", "assembly"),
  book("coptmeadow", "ks3", "small-group", 1),
  book("ashmere-west", "9", "tutor", 4),
  book("limekiln", "9", "workshop", 2),
  book("fernhollow", "10", "workshop", 2, { students: "same" }),
  book("hollowaycross", "10", "workshop", 2, { sensitive: true }),
  book("soarbank", "13", "workshop", 4),
];

const CLASS_SIZES = [27, 28, 26, 29, 25, 28];
const LARGEST_ASSEMBLY = 240;

/** Students of one year group; year groups of one school differ by a few. */
export function rollOf(school: StorySchool, year: YearGroup): number {
  const number = year === "R" ? 0 : Number(year);
  return Math.max(4, school.yearSize - ((number * 5) % 9));
}

/** How many sit in each group, and what the school calls it. */
export function groupsOf(booking: Pick<StoryBooking, "school" | "who" | "format" | "groups">): Group[] {
  const { who, format } = booking;
  const school = schoolOf(booking.school);
  return Array.from({ length: booking.groups }, (_, index): Group => {
    const letter = String.fromCharCode(65 + index);
    if (who === "ages")
      return { ...ageRangeAudience(13, 17), label: `group ${letter}`, expected: 10 + index };
    if (who === "ks3") return { ...keyStageAudience("3"), label: "small group", expected: 8 };
    if (who === "ks4") return { ...keyStageAudience("4"), label: "small group", expected: 7 };
    const audience = yearGroupAudience(who);
    const roll = rollOf(school, who);
    if (format === "assembly") {
      return { ...audience, label: "whole year", expected: Math.min(LARGEST_ASSEMBLY, roll) };
    }
    const size = Math.min(CLASS_SIZES[index % CLASS_SIZES.length] ?? 26, Math.floor(roll / booking.groups));
    return { ...audience, label: `${who}${letter}`, expected: size };
  });
}
