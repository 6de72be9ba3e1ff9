import type { Db } from "~/data/db.server";
import { programmeYearOf } from "~/domain/programme-year";
import type { SchoolAnswer } from "~/domain/request-draft";
import { searchTextOf } from "~/domain/school";
import { addDays, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { addAbsence } from "~/services/add-absence.server";
import { grantRole } from "~/services/grant-role.server";
import { importSchools, type ImportLine } from "~/services/import-schools.server";
import { savePerson } from "~/services/save-person.server";
import { saveMaterial } from "~/services/save-material.server";
import { saveProgrammeYear } from "~/services/save-programme-year.server";
import { saveTerm } from "~/services/save-term.server";
import { saveWorkingPattern } from "~/services/save-working-pattern.server";
import { updateAccount } from "~/services/update-account.server";
import { storyTerms } from "./diary";
import { OFFICE, OFFICERS, patternOf } from "./people";
import { plainPdf } from "./plain-pdf";
import {
  AUTHORITIES,
  authorityOf,
  districtOf,
  kindOf,
  registerSchools,
  STORY_SCHOOLS,
  typeNameOf,
} from "./schools";
import type { AuthorityCode } from "./schools";

export type Staff = ReadonlyMap<string, string>;

const AUTHORITY_CODES: readonly AuthorityCode[] = ["855", "856", "857"];

/** Who works here: by key, their accounts. */
export async function hireStaff(deps: Deps, validFromOn: Day): Promise<Staff> {
  const staff = new Map<string, string>();
  for (const { key, name, email, role } of OFFICE) {
    const granted = await grantRole({ email, name, role, actor: { kind: "system" } }, deps);
    if (!granted.ok) throw new Error(`${name} could not be given a role`);
    staff.set(key, granted.accountId);
  }
  const actor = { kind: "staff" as const, accountId: idOf(staff, "helen") };
  for (const [index, officer] of OFFICERS.entries()) {
    const { key, name, email, base } = officer;
    const saved = await savePerson({ person: { email }, name, roles: ["presenter"], base, actor }, deps);
    if (!saved.ok) throw new Error(`${name} could not be added: ${saved.reason}`);
    staff.set(key, saved.accountId);
    // Numbers set aside for drama (Ofcom): coordinators ring them when a day goes wrong.
    await updateAccount({ accountId: saved.accountId, name, phone: `0116 496 0${String(200 + index)}` }, deps);
    const { cycleWeeks, days } = patternOf(officer, validFromOn);
    const pattern = { presenterId: saved.accountId, validFromOn, cycleWeeks, days, actor };
    const kept = await saveWorkingPattern(pattern, deps);
    if (!kept.ok) throw new Error(`The working pattern of ${name} was refused: ${kept.reason}`);
  }
  return staff;
}

export function idOf(staff: Staff, key: string): string {
  const id = staff.get(key);
  if (id === undefined) throw new Error(`Nobody in the story is called ${key}`);
  return id;
}

/** Schools through the register's own way in; youth settings stand in no register. */
export async function openSchools(deps: Deps, closedOn: Day): Promise<Map<string, SchoolAnswer>> {
  const register = registerSchools(closedOn);
  async function* lines(): AsyncGenerator<ImportLine> {
    for (const [index, school] of register.entries()) yield { kind: "school", line: index + 2, school };
  }
  const imported = await importSchools({ lines: lines() }, deps);
  if (!imported.ok || imported.report.badRows.count > 0) throw new Error("The story's schools were refused");
  for (const school of STORY_SCHOOLS) {
    if (kindOf(school) === "youth") await openYouthSetting(deps.db, school);
  }
  const rows = await deps.db.school.findMany({
    select: { id: true, name: true, town: true, postcode: true },
  });
  return new Map(
    STORY_SCHOOLS.map((school): [string, SchoolAnswer] => {
      const { name, town, postcode } = school;
      const row = rows.find((each) => each.name === name && each.town === town);
      if (!row) throw new Error(`${name} was not stored`);
      return [school.key, { listed: true, schoolId: row.id, kind: kindOf(school), name, town, postcode }];
    }),
  );
}

/** No service adds a setting without a number in the register yet: the row is written here. */
async function openYouthSetting(db: Db, school: (typeof STORY_SCHOOLS)[number]): Promise<void> {
  const { name, town, street, postcode, easting, northing } = school;
  const id = crypto.randomUUID();
  await db.school.create({
    data: {
      id,
      lineageId: id,
      kind: "youth",
      name,
      town,
      street,
      postcode,
      easting,
      northing,
      typeName: typeNameOf(school),
      phase: "Not applicable",
      lowAge: 11,
      highAge: 25,
      localAuthorityCode: authorityOf(school),
      districtCode: districtOf(school).code,
      searchText: searchTextOf({ name, town, postcode, urn: null }),
    },
    select: { id: true },
  });
}

export async function setYears(deps: Deps, staff: Staff, today: Day, firstYear: number): Promise<void> {
  const actor = { kind: "staff" as const, accountId: idOf(staff, "helen") };
  for (const localAuthorityCode of AUTHORITY_CODES) {
    for (const term of storyTerms(localAuthorityCode, firstYear)) {
      const saved = await saveTerm({ ...term, id: null, localAuthorityCode, actor }, deps);
      if (!saved.ok) throw new Error(`${AUTHORITIES[localAuthorityCode]}, ${term.name}: ${saved.reason}`);
    }
  }
  const current = programmeYearOf(today);
  const last = programmeYearOf(addDays(current.startsOn, -1));
  const next = programmeYearOf(addDays(current.endsOn, 1));
  for (const [period, target] of [
    [last, 8_000],
    [current, 10_000],
    [next, 10_000],
  ] as const) {
    const saved = await saveProgrammeYear({ existing: null, year: { ...period, target, costPence: null }, actor }, deps);
    if (!saved.ok) throw new Error(`${period.name}: ${saved.reason}`);
  }
}

type StoryMaterial = { kind: string; title: string; description: string; page: readonly string[] | "link" };

const MATERIALS: readonly StoryMaterial[] = [
  {
    kind: "outline",
    title: "Session outline",
    description: "What each kind of session covers, minute by minute, and what it leaves out.",
    page: [
      "For a classroom workshop of 50 minutes.",
      "",
      "0 to 5: who we are, and what we will and will not talk about.",
      "5 to 20: what knife crime is, and what the law says about carrying.",
      "20 to 35: why some people carry, and why it does not keep them safe.",
      "35 to 45: whom to turn to, and how to pass something on without a name.",
      "45 to 50: questions. An officer stays behind for anybody who would rather ask alone.",
      "",
      "We show no pictures of knives, wounds or police raids.",
    ],
  },
  {
    kind: "slides",
    title: "Slides",
    description: "The slides that students see. No pictures of knives or of injuries.",
    page: "link",
  },
  {
    kind: "vetting_letter",
    title: "Vetting letter",
    description: "For your single central record: who our officers are and how they are vetted.",
    page: [
      "To the head teacher,",
      "",
      "the officers who visit you are serving members of the force. They were vetted before",
      "they were appointed, and their vetting is reviewed while they serve.",
      "They carry a warrant card; please ask to see it.",
      "They are never left alone with students: a member of your staff stays in the room.",
    ],
  },
  {
    kind: "parents_letter",
    title: "Letter to parents and carers",
    description: "To send home before the session, with room for your own words.",
    page: [
      "Dear parent or carer,",
      "",
      "officers will soon talk with your child's year group about knife crime: what it is,",
      "why some young people carry knives, and where to find help.",
      "It is a calm and honest conversation. No frightening pictures are shown.",
      "Please talk with your child beforehand, and tell us if there is something we should know.",
    ],
  },
  {
    kind: "follow_up",
    title: "Follow-up lesson",
    description: "A lesson of 50 minutes for the weeks after, for your own staff to teach.",
    page: [
      "1. What do you remember? Three things from the session, in pairs.",
      "2. A friend tells you something that worries you. What could you say, and whom could you tell?",
      "3. Make a card for your planner: the people and numbers that you would turn to.",
    ],
  },
  {
    kind: "parents_sheet",
    title: "Sheet for parents and carers",
    description: "How to talk about knives at home, and where to get help.",
    page: [
      "Choose a quiet moment, and listen first.",
      "Ask what they see and hear, rather than what they have done.",
      "If you are worried: 101, or 999 in an emergency. Childline: 0800 1111.",
    ],
  },
];

/** The letters of the story as small files, so that they can be opened, and one link. */
export async function layOutMaterials(deps: Deps, staff: Staff): Promise<void> {
  const actor = { kind: "staff" as const, accountId: idOf(staff, "helen") };
  for (const { page, ...words } of MATERIALS) {
    const source =
      page === "link"
        ? { kind: "link" as const, url: `https://www.example.org/knife-crime-awareness/${words.kind}` }
        : { kind: "file" as const, fileName: `${words.title}.pdf`, bytes: plainPdf(words.title, page) };
    const saved = await saveMaterial({ existing: null, words, source, actor }, deps);
    if (!saved.ok) throw new Error(`${words.title} could not be laid out: ${saved.reason}`);
  }
}

/** One school's own calendar: mock examinations next month and a training day. No page keeps these yet. */
export async function markSchoolCalendar(
  db: Db,
  input: { schoolId: string; mocksFromOn: Date; mocksToOn: Date; trainingOn: Date },
): Promise<void> {
  const { schoolId, mocksFromOn: startsOn, mocksToOn: endsOn, trainingOn: onDate } = input;
  await db.quietPeriod.create({
    data: { schoolId, label: "Year 11 mock examinations", startsOn, endsOn, yearGroups: ["11"] },
    select: { id: true },
  });
  await db.schoolClosedDay.create({
    data: { schoolId, onDate, label: "Staff training day" },
    select: { schoolId: true },
  });
}

/** Enters an absence; visits that it touches go to the review list. */
export async function beAway(deps: Deps, input: Parameters<typeof addAbsence>[0]): Promise<void> {
  const first = await addAbsence(input, deps);
  if (first.ok) return;
  if (first.reason === "touches_visits") {
    const acceptedVisitIds = first.touchedVisits.map(({ id }) => id);
    if ((await addAbsence({ ...input, acceptedVisitIds }, deps)).ok) return;
  }
  throw new Error(`An absence was refused: ${first.reason}`);
}
