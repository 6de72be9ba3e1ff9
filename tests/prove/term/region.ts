import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { addDays, instantAt, weekdayOf, type Day } from "~/lib/london-time";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, type GroupInput } from "../../support/builders";

/** A team that might work the region: where their day begins, and the weekdays they work (ISO). */
const OFFICERS = [
  { name: "Leicester, full time", easting: 458_700, northing: 304_600, weekdays: [1, 2, 3, 4, 5] },
  { name: "Leicester, late start", easting: 458_700, northing: 304_600, weekdays: [1, 2, 3, 4, 5], starts: 10 * 60 },
  { name: "Wigston, full time", easting: 460_500, northing: 299_300, weekdays: [1, 2, 3, 4, 5] },
  { name: "Loughborough, full time", easting: 453_700, northing: 319_600, weekdays: [1, 2, 3, 4, 5] },
  { name: "Hinckley, three days", easting: 442_900, northing: 294_000, weekdays: [1, 2, 3] },
  { name: "Coalville, full time", easting: 442_800, northing: 314_000, weekdays: [1, 2, 3, 4, 5] },
  { name: "Melton, full time", easting: 475_200, northing: 319_200, weekdays: [1, 2, 3, 4, 5] },
  { name: "Oakham, two days", easting: 486_100, northing: 308_900, weekdays: [2, 4] },
];

/** Half-terms of the spring, as all three authorities had them within a day or two. */
export const TERM_HALVES = [
  { name: "Spring term, first half", startsOn: "2027-01-05", endsOn: "2027-02-12" },
  { name: "Spring term, second half", startsOn: "2027-02-22", endsOn: "2027-03-25" },
] as const;

const TERM_STARTS_ON = TERM_HALVES[0].startsOn;
const TERM_ENDS_ON = TERM_HALVES[1].endsOn;
const DAYS_OFF_EACH = 5;

/** The same numbers from the same seed (Park and Miller's generator, "minimal standard"). */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Presenters with their weeks and a few days of leave in the term. */
export async function hireOfficers(db: Db, roll: (below: number) => number): Promise<{ id: string; name: string }[]> {
  const officers = [];
  for (const { name, easting, northing, weekdays, starts = 8 * 60 } of OFFICERS) {
    const { id } = await savedPresenter(db, { name });
    await db.presenter.update({
      where: { accountId: id },
      data: { baseName: name, baseEasting: easting, baseNorthing: northing },
    });
    await db.workingPattern.create({
      data: {
        presenterId: id,
        validFromOn: dayToColumn("2026-09-07"),
        anchorOn: dayToColumn("2026-09-07"),
        days: { create: weekdays.map((weekday) => ({ week: 0, weekday, startMinutes: starts, endMinutes: starts + 8 * 60 })) },
      },
    });
    for (let count = 0; count < DAYS_OFF_EACH; count += 1) await giveLeave(db, id, schoolDay(roll));
    officers.push({ id, name });
  }
  return officers;
}

async function giveLeave(db: Db, presenterId: string, day: Day): Promise<void> {
  const span = { startsAt: instantAt(day, 0), endsAt: instantAt(addDays(day, 1), 0) };
  if ((await db.commitment.count({ where: { presenterId, startsAt: span.startsAt } })) > 0) return;
  const { id: absenceId } = await db.absence.create({ data: { presenterId, kind: "leave", ...span }, select: { id: true } });
  await db.commitment.create({ data: { presenterId, kind: "absence", absenceId, ...span } });
}

/** Terms for each authority that has a school. */
export async function enterTerms(db: Db): Promise<void> {
  const authorities = await db.localAuthority.findMany({ select: { code: true } });
  await db.term.createMany({
    data: authorities.flatMap(({ code }) =>
      TERM_HALVES.map(({ name, startsOn, endsOn }) => ({
        localAuthorityCode: code,
        academicYear: "2026/27",
        name,
        startsOn: dayToColumn(startsOn),
        endsOn: dayToColumn(endsOn),
      })),
    ),
  });
}

/** Requests for the term at schools of the register, each with one to three wishes as people give them. */
export async function askForSessions(db: Db, count: number, roll: (below: number) => number): Promise<void> {
  const schools = await db.school.findMany({
    where: { status: "open", easting: { not: null }, highAge: { gte: 14 }, lowAge: { lte: 13 } },
    orderBy: { urn: "asc" },
    select: { id: true },
  });
  if (schools.length === 0) throw new Error("The register has no school for it");
  const contact = await savedAccount(db);
  for (let index = 0; index < count; index += 1) {
    const school = schools[roll(schools.length)];
    if (!school) continue;
    const { formatId, groups } = askedFor(roll);
    const { id } = await savedRequest(db, { school, contact, formatId, groups, createdAt: new Date("2026-11-02T09:00:00Z") });
    await db.wish.deleteMany({ where: { requestId: id } });
    const wishes = Array.from({ length: 1 + roll(3) }, (_, rank) => ({ requestId: id, rank: rank + 1, ...aWish(roll) }));
    await db.wish.createMany({ data: wishes });
  }
}

function askedFor(roll: (below: number) => number): { formatId: string; groups: GroupInput[] } {
  const year = String(7 + roll(5));
  const forms = (most: number): GroupInput[] =>
    Array.from({ length: 1 + roll(most) }, (_, form) => ({ yearGroups: [year], label: `${year}${"ABCDEFGH"[form] ?? ""}`, expected: 22 + roll(9) }));
  const kinds = [
    () => ({ formatId: FORMAT_IDS.tutor, groups: forms(8) }),
    () => ({ formatId: FORMAT_IDS.workshop, groups: forms(4) }),
    () => ({ formatId: FORMAT_IDS.assembly, groups: [{ yearGroups: [year], label: `Year ${year}`, expected: 120 + roll(110) }] }),
    () => ({ formatId: FORMAT_IDS.smallGroup, groups: [{ yearGroups: [year], label: "Group", expected: 6 + roll(6) }] }),
  ];
  const kind = kinds[roll(kinds.length)] ?? kinds[0];
  if (!kind) throw new Error("No kind of session");
  return kind();
}

/** One day; any day of two weeks; or one weekday over six weeks. */
function aWish(roll: (below: number) => number) {
  const partOfDay = (["any", "any", "morning", "afternoon"] as const)[roll(4)] ?? "any";
  const from = schoolDay(roll);
  const to = (days: number): Day => (addDays(from, days) < TERM_ENDS_ON ? addDays(from, days) : TERM_ENDS_ON);
  const days = (toOn: Day) => ({ fromOn: dayToColumn(from), toOn: dayToColumn(toOn) });
  switch (roll(3)) {
    case 0:
      return { kind: "date" as const, ...days(from), weekday: null, partOfDay };
    case 1:
      return { kind: "range" as const, ...days(to(13)), weekday: null, partOfDay };
    default:
      return { kind: "weekday" as const, ...days(to(41)), weekday: weekdayOf(from), partOfDay };
  }
}

function schoolDay(roll: (below: number) => number): Day {
  for (;;) {
    const day = addDays(TERM_STARTS_ON, roll(80));
    const isOpen = TERM_HALVES.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
    if (isOpen && weekdayOf(day) <= 5) return day;
  }
}
