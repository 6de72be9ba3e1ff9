import { createRolls } from "~/data/booking-requests.server";
import type { Db } from "~/data/db.server";
import { newestHistoryId } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { getVisit } from "~/data/visits.server";
import type { DeliveryCount } from "~/domain/delivery";
import { isCohortYear, isYearGroup } from "~/domain/groups";
import type { RegisterLink } from "~/domain/register";
import type { RegisterSchool } from "~/domain/school";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import { addSetting } from "~/services/add-setting.server";
import { cancelVisit } from "~/services/cancel-visit.server";
import { attendanceToConfirm, confirmAttendance } from "~/services/confirm-attendance.server";
import type { Deps } from "~/services/deps";
import { enterPast } from "~/services/enter-past.server";
import { importSchools } from "~/services/import-schools.server";
import { moveVisit, rowsOfVisit } from "~/services/move-visit.server";
import { recordDelivery } from "~/services/record-delivery.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { tagOneRequest, tagOneVisit } from "~/services/set-tags.server";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "../../support/builders";
import { testDeps } from "../../support/deps";
import { markSteps, noMarks, tagIds, tagsFirst, type Marks } from "./marks";
import {
  ALL_SAID_AT,
  FIRST_CHANGE,
  LINEAGES,
  PLACE_CHANGES,
  PRESENTER_PAIRS,
  SECOND_CHANGE,
  type PastPlan,
  type RetagPlan,
  type Revision,
  type RollPlan,
  type VisitPlan,
  type YearsPlan,
} from "./plan";
import { found, mustBe, type Step } from "./steps";

const FORMATS = [FORMAT_IDS.assembly, FORMAT_IDS.tutor, FORMAT_IDS.workshop, FORMAT_IDS.smallGroup];
const OVERRIDE = "As the school asked for it.";
const AUTHORITY = { code: "901", name: "Proofshire" };
const OTHER_AUTHORITY = { code: "902", name: "Otherproofshire" };
const DISTRICTS = [
  { code: "P1", name: "North Proofshire" },
  { code: "P2", name: "South Proofshire" },
  { code: "P3", name: "New Proofshire" },
] as const;
const OTHER_DISTRICT = { code: "P4", name: "Otherproof" };
/** Schools that the register has otherwise than the rest. */
const OTHER_KINDS: Readonly<Record<string, Partial<RegisterSchool>>> = {
  "100012": { typeName: "Community special school", phase: "Not applicable", localAuthority: OTHER_AUTHORITY, district: OTHER_DISTRICT },
  "100013": { typeName: "Voluntary aided school", phase: "Primary", localAuthority: OTHER_AUTHORITY, district: OTHER_DISTRICT },
  "100014": { typeName: "Other independent school", phase: "Not applicable", easting: null, northing: null },
};

function registered(urn: string, over: Partial<RegisterSchool> = {}): RegisterSchool {
  const number = Number(urn);
  return {
    urn: number,
    name: `Proof School ${urn}`,
    status: "open",
    localAuthority: AUTHORITY,
    district: DISTRICTS[number % 2] ?? null,
    typeName: number % 3 === 0 ? "Academy" : "Community school",
    phase: number % 4 === 0 ? "All-through" : "Secondary",
    postcode: "TE1 1ST",
    street: "1 Proof Street",
    town: "Proofford",
    easting: 458_000 + (number % 10) * 500,
    northing: 304_000 + (number % 3) * 700,
    lowAge: 11,
    highAge: 16,
    pupils: 900,
    ...OTHER_KINDS[urn],
    ...over,
  };
}

/** The steps of a plan, entered through the services of a fresh database. */
export async function stageOf(db: Db, plan: YearsPlan): Promise<Step[]> {
  const coordinator = await savedAccount(db, ["coordinator", "manager"], { email: "proof.coordinator@force.example" });
  const contact = await savedAccount(db, [], { email: "proof.contact@school.example" });
  const presenters: SavedAccount[] = [];
  for (let index = 0; index < PRESENTER_PAIRS * 2; index += 1) presenters.push(await savedPresenter(db, { email: `proof.${index}@force.example` }));
  const urns = LINEAGES.flatMap(({ schools }) => schools.map(({ school }) => school)).filter((school) => /^\d+$/.test(school));
  await bringIn(db, urns.map((urn) => registered(urn)), [], "2022-08-01T09:00:00Z");
  await savedSchool(db, {
    name: "Grove Centre",
    kind: "youth",
    typeName: "Youth setting",
    phase: "",
    targeted: true,
    localAuthorityCode: AUTHORITY.code,
    districtCode: "P2",
  });
  const actor = { kind: "staff" as const, accountId: coordinator.id };
  const place = { town: "Proofford", postcode: "TE1 1ST", easting: 460_500, northing: 304_700, targeted: false };
  const settings = [
    { ...place, kind: "youth", name: "Kite Youth Club", districtCode: "P1" },
    { ...place, kind: "school", name: "Linden House", districtCode: null, easting: null, northing: null },
  ] as const;
  for (const setting of settings) await addSetting({ setting, actor }, depsAt(db, "2022-08-01"));
  const visitIds = new Map<string, string>();
  const idOf = (key: string): string => {
    const id = visitIds.get(key);
    if (id === undefined) throw new Error(`${key} is not planned yet`);
    return id;
  };
  const people = { coordinator, contact, presenters, actor };
  const marks = noMarks();
  const around: Around = { db, people, idOf, visitIds, references: new Map(), marks };
  const steps: Step[] = [...registerSteps(db, plan), ...markSteps(plan, { db, actor, marks })];
  for (const visit of plan.visits) steps.push(...visitSteps(visit, plan, around), ...tagSteps(visit, around));
  for (const past of plan.past) steps.push(...pastSteps(past, plan, around));
  for (const roll of plan.rolls) steps.push({ name: roll.key, kind: "roll", after: [], enter: () => tellRoll(db, roll, coordinator.id) });
  return steps;
}

const REGISTER_AT: Readonly<Record<Day, string>> = { [FIRST_CHANGE]: "first change of the register", [SECOND_CHANGE]: "second change of the register" };

/** Conversions with their links, a merger, new names, types and districts. */
function registerSteps(db: Db, { visits, past }: YearsPlan): Step[] {
  const closing = (day: Day): string[] => LINEAGES.flatMap(({ schools }) => schools.filter(({ untilDay }) => untilDay === day).map(({ school }) => school));
  const before = (day: Day): string[] => [
    ...visits.flatMap((visit) => [
      // A closed school cannot be planned at, and what was recorded before keeps the place of its day.
      ...(closing(day).includes(visit.school) ? [`${visit.key} planned`, `${visit.key} moved`] : []),
      ...(PLACE_CHANGES[visit.lineage] === day && visit.day < day ? [`${visit.key} record 1`] : []),
    ]),
    ...past.filter(({ lineage }) => PLACE_CHANGES[lineage] === day).map(({ key }) => `${key} record 1`),
  ];
  const link = (fromUrn: number, toUrn: number, linkedOn: Day): RegisterLink => ({
    fromUrn,
    toUrn,
    kind: "successor",
    linkedOn,
    named: { urn: toUrn, name: `Proof School ${toUrn}` },
  });
  return [
    {
      name: REGISTER_AT[FIRST_CHANGE] ?? "",
      kind: "register import",
      after: before(FIRST_CHANGE),
      enter: () =>
        bringIn(
          db,
          [
            registered("100001", { status: "closed", closedOn: FIRST_CHANGE }),
            registered("100002", { name: "Ash Trust Academy", typeName: "Academy", district: DISTRICTS[2] }),
            registered("100003", { status: "closed", closedOn: FIRST_CHANGE }),
          ],
          [link(100001, 100002, FIRST_CHANGE), link(100003, 100004, FIRST_CHANGE)],
          `${FIRST_CHANGE}T09:00:00Z`,
        ),
    },
    {
      name: REGISTER_AT[SECOND_CHANGE] ?? "",
      kind: "register import",
      after: [REGISTER_AT[FIRST_CHANGE] ?? "", ...before(SECOND_CHANGE)],
      enter: () =>
        bringIn(
          db,
          [
            registered("100004", { status: "closed", closedOn: SECOND_CHANGE }),
            registered("100005", { district: DISTRICTS[2], phase: "All-through" }),
            registered("100006", { name: "Cedar High Renamed", district: DISTRICTS[2], easting: 459_100, northing: 304_600 }),
            registered("100009", { status: "closed", closedOn: SECOND_CHANGE }),
            registered("100010", { status: "closed", closedOn: SECOND_CHANGE }),
            registered("100012", { typeName: "Academy special converter", localAuthority: AUTHORITY, district: DISTRICTS[0] }),
          ],
          [link(100004, 100005, SECOND_CHANGE), link(100009, 100011, SECOND_CHANGE), link(100010, 100011, SECOND_CHANGE)],
          `${SECOND_CHANGE}T09:00:00Z`,
        ),
    },
  ];
}

type Around = {
  db: Db;
  people: { coordinator: SavedAccount; contact: SavedAccount; presenters: SavedAccount[]; actor: { kind: "staff"; accountId: string } };
  idOf: (key: string) => string;
  visitIds: Map<string, string>;
  /** Of each visit's request. */
  references: Map<string, string>;
  marks: Marks;
};

/** Another campaign and funder at any time: before the visit, after its record, after figures were published. */
function tagSteps({ key, retags }: VisitPlan, around: Around): Step[] {
  return retags.map((retag, index) => ({
    name: `${key} tagged ${index}`,
    kind: `${retag.of} tagged`,
    after: [index === 0 ? `${key} planned` : `${key} tagged ${index - 1}`, ...tagsFirst(retag)],
    enter: () => tagIt(key, retag, around),
  }));
}

async function tagIt(key: string, retag: RetagPlan, { db, people: { actor }, idOf, references, marks }: Around): Promise<void> {
  const deps = testDeps(db, ALL_SAID_AT);
  const tags = tagIds(retag, marks);
  const reference = found(references.get(key), key);
  const result =
    retag.of === "visit"
      ? await tagOneVisit({ visitId: idOf(key), tags, actor }, deps)
      : await tagOneRequest({ reference, tags, alsoVisits: retag.of === "request and its visits", actor }, deps);
  mustBe(result, `${key}: ${retag.of} tagged`);
}

function visitSteps(visit: VisitPlan, { visits, past }: YearsPlan, around: Around): Step[] {
  const { db, people, idOf } = around;
  const keyed = new Map([...visits, ...past].map((each) => [each.key, each]));
  const [planned, moved] = [`${visit.key} planned`, `${visit.key} moved`];
  const lastPlanned = visit.firstDay === null ? planned : moved;
  const earliest = visit.firstDay !== null && visit.firstDay < visit.day ? visit.firstDay : visit.day;
  const steps: Step[] = [{ name: planned, kind: "visit planned", after: tagsFirst(visit.tags), enter: () => planIt(visit, addDays(earliest, -30), around) }];
  if (visit.firstDay !== null) steps.push({ name: moved, kind: "visit moved", after: [planned], enter: () => moveIt(visit, addDays(earliest, -20), around) });
  if (visit.fate === "cancelled") {
    const cancel = async () => {
      const visitId = idOf(visit.key);
      const { version } = await getVisit(db, visitId);
      const words = { cancelledBy: "school", reasonCodes: ["cancel.school_asked"], note: "", afterwards: "close" } as const;
      mustBe(await cancelVisit({ visitId, version, ...words, actor: people.actor }, depsAt(db, addDays(earliest, -5))), `${visit.key} cancelled`);
    };
    steps.push({ name: `${visit.key} cancelled`, kind: "visit cancelled", after: [lastPlanned], enter: cancel });
  }
  const changedOn = PLACE_CHANGES[visit.lineage];
  const placeFirst = changedOn !== undefined && visit.day >= changedOn ? [REGISTER_AT[changedOn] ?? ""] : [];
  const entered = [...visit.revisions, ...(visit.undone ? [visit.undone] : [])];
  entered.forEach((revision, index) => {
    const links = revision.counts.flatMap(({ sameAs }) => (sameAs && sameAs.visit !== visit.key ? [sameAs.visit] : []));
    const joined = links.some((key) => keyed.get(key)?.school !== visit.school);
    steps.push({
      name: revision === visit.undone ? `${visit.key} undone` : `${visit.key} record ${index + 1}`,
      kind: index === 0 ? "delivery recorded" : revision === visit.undone ? "session taken back" : revision.by === "school" ? "school's word" : "delivery corrected",
      after: [
        index === 0 ? lastPlanned : `${visit.key} record ${index}`,
        ...placeFirst,
        ...links.map((key) => `${key} record 1`),
        ...(joined ? Object.values(REGISTER_AT).slice(0, joinsUntil(visit)) : []),
        ...(revision === visit.undone ? linkedToBy(visit, visits) : []),
      ],
      enter: () => recordIt(visit, revision, index, around),
    });
  });
  return steps;
}

/** A past, its correction, and at last that nobody had been there. */
function pastSteps(past: PastPlan, { visits, past: all }: YearsPlan, around: Around): Step[] {
  const { key, sameAs, tags, corrected, undone } = past;
  const links = sameAs === null ? [] : [`${sameAs.key} record 1`];
  const kind = sameAs === null ? "past" : "past of known students";
  const steps: Step[] = [{ name: `${key} record 1`, kind, after: [...links, ...tagsFirst(tags)], enter: () => enterOne(past, around) }];
  const correct = (name: string, kind: string, after: readonly string[], attended: number | null) =>
    steps.push({ name, kind, after: [`${key} record 1`, ...after], enter: () => correctPast(past, attended, around) });
  if (corrected !== null) correct(`${key} corrected`, "past corrected", links, corrected);
  const linked = [
    ...linkedToBy(past, visits),
    ...all.flatMap((other) => (other.sameAs?.key === key ? [`${other.key} record 1`, `${other.key} corrected`] : [])),
  ];
  if (undone) correct(`${key} undone`, "past taken back", [`${key} corrected`, ...linked], null);
  return steps;
}

/** How many changes of the register a link between two schools of one lineage may need. */
const joinsUntil = ({ day }: VisitPlan): number => (day >= SECOND_CHANGE ? 2 : 1);

/** Records that lead to a visit come before a session of it is taken back, as nobody is offered it afterwards. */
function linkedToBy(visit: { key: string }, visits: readonly VisitPlan[]): string[] {
  return visits.flatMap((other) =>
    [...other.revisions, ...(other.undone ? [other.undone] : [])].flatMap((revision, index) =>
      other.key !== visit.key && revision.counts.some(({ sameAs }) => sameAs?.visit === visit.key)
        ? [revision === other.undone ? `${other.key} undone` : `${other.key} record ${index + 1}`]
        : [],
    ),
  );
}

async function planIt(visit: VisitPlan, on: Day, { db, people, visitIds, references, marks }: Around): Promise<void> {
  const school = await schoolOf(db, visit.school);
  const groups = visit.sessions.flatMap(({ groups }) => groups);
  const request = await savedRequest(db, {
    school,
    contact: people.contact,
    formatId: FORMATS[visit.format],
    createdAt: instantAt(addDays(on, -5), 9 * 60),
    answerByOn: on,
    wishOn: visit.day,
    groups: groups.map(({ label, years }) => ({ label, yearGroups: years, kind: years.length === 1 ? "year_group" : "mixed", expected: 30 })),
    over: { targeted: visit.targeted, ...tagIds(visit.tags, marks) },
  });
  references.set(visit.key, request.reference);
  const rows = visit.sessions.flatMap((session) =>
    session.groups.map(({ label }) => ({
      groupId: request.groups.find((group) => group.label === label)?.id ?? "",
      startMinutes: session.startMinutes,
      lengthMinutes: session.minutes,
      room: session.room,
      presenterIds: session.presenters.map((index) => people.presenters[index]?.id ?? ""),
    })),
  );
  const { reference, version } = request;
  const words = { overrideReason: OVERRIDE, noteForSchool: "", noteForTeam: "", actor: people.actor };
  const result = await scheduleVisit({ reference, version, onDate: visit.firstDay ?? visit.day, rows, ...words }, depsAt(db, on));
  mustBe(result, `${visit.key} planned`);
  if (result.ok) visitIds.set(visit.key, result.visitId);
}

async function moveIt(plan: VisitPlan, on: Day, { db, people, idOf }: Around): Promise<void> {
  const visit = await getVisit(db, idOf(plan.key));
  const result = await moveVisit(
    {
      visitId: visit.id,
      version: visit.version,
      seenHistoryId: await newestHistoryId(db, visit.id),
      onDate: plan.day,
      rows: rowsOfVisit(visit),
      reasonCodes: ["move.school_asked"],
      note: "",
      overrideReason: OVERRIDE,
      actor: people.actor,
    },
    depsAt(db, on),
  );
  mustBe(result, `${plan.key} moved`);
}

async function recordIt(plan: VisitPlan, revision: Revision, index: number, { db, people, idOf }: Around): Promise<void> {
  const visitId = idOf(plan.key);
  const deps = depsAt(db, addDays(plan.day, 3 + index * 5));
  const name = `${plan.key} record ${index + 1}`;
  if (revision.by === "school") {
    const seen = await attendanceToConfirm({ visitId }, deps);
    if (!seen) throw new Error(`${name} has nothing to confirm`);
    const corrections = seen.groups.flatMap(({ key, label, yearGroup, attended }) => {
      const said = revision.counts.find((count) => count.label === label && count.year === yearGroup)?.attended ?? attended;
      return said === attended ? [] : [{ key, attended: said }];
    });
    const answer = { visitId, accountId: people.contact.id, revision: seen.revision, corrections, figuresConfirmed: true };
    mustBe(await confirmAttendance(answer, deps), name);
    return;
  }
  const sessions = await sessionsOf(db, visitId);
  const outcomes = plan.sessions.map((session, position) => ({
    sessionId: found(sessions.get(session.groups[0]?.label ?? ""), name).sessionId,
    outcome: revision.notDelivered.includes(position) ? ("not_delivered" as const) : ("delivered" as const),
  }));
  const counts: DeliveryCount[] = [];
  for (const { label, year, attended, novelty, sameAs } of revision.counts) {
    const target = sameAs && (await sessionsOf(db, idOf(sameAs.visit))).get(sameAs.label);
    const { sessionId, groupId } = found(sessions.get(label), name);
    const yearGroup = isCohortYear(year) ? year : "mixed";
    counts.push({ sessionId, sessionGroupId: groupId, yearGroup, attended, novelty, sameAsSessionId: target ? target.sessionId : null });
  }
  const { version } = await getVisit(db, visitId);
  const [presenterIndex = 0] = plan.sessions[0]?.presenters ?? [];
  const isCoordinator = revision.by === "coordinator";
  const recorder = { accountId: isCoordinator ? people.coordinator.id : (people.presenters[presenterIndex]?.id ?? ""), isCoordinator };
  const { basis, covered } = revision;
  const result = await recordDelivery(
    {
      visitId,
      recorder,
      version,
      revision: index,
      record: { basis, coveredWhat: covered, coveredWhy: covered, coveredHelp: covered === null ? true : covered, outcomes, counts },
      reasons: outcomes.flatMap(({ sessionId, outcome }) => (outcome === "delivered" ? [] : [{ sessionId, codes: ["not_delivered.students_unavailable"] }])),
      correctionReason: index === 0 ? "" : "A second look.",
      figuresConfirmed: true,
    },
    deps,
  );
  mustBe(result, name);
}

/** By the label of each group. */
async function sessionsOf(db: Db, visitId: string): Promise<Map<string, { sessionId: string; groupId: string }>> {
  const groups = await db.sessionGroup.findMany({ where: { session: { visitId } }, select: { id: true, label: true, sessionId: true } });
  return new Map(groups.map(({ id, label, sessionId }) => [label, { sessionId, groupId: id }]));
}

async function enterOne(past: PastPlan, { db, people, visitIds, marks }: Around): Promise<void> {
  const { key, school, day, format, minutes, basis, year, attended, sameAs } = past;
  const { campaignId, funderId } = tagIds(past.tags, marks);
  const nameOf = async (row: Promise<{ name: string } | null>): Promise<string> => (await row)?.name ?? "";
  const select = { name: true } as const;
  const funder = funderId === null ? "" : await nameOf(db.funder.findUnique({ where: { id: funderId }, select }));
  const campaign = campaignId === null ? "" : await nameOf(db.campaign.findUnique({ where: { id: campaignId }, select }));
  const yearGroup = isCohortYear(year) ? year : "mixed";
  const novelty = past.novelty === "same" ? { kind: past.novelty, asOn: found(sameAs?.day, key) } : { kind: past.novelty };
  const words = { group: key, basis, minutes, funder, campaign };
  const session = { school, on: day, format: FORMATS[format] ?? FORMAT_IDS.tutor, yearGroup, attended, novelty, ...words };
  const result = await enterPast({ session, enteredById: people.coordinator.id }, depsAt(db, "2027-08-01"));
  mustBe(result, key);
  if (result.ok) visitIds.set(key, result.visitId);
}

/** Another number, or null where nobody was there at all. */
async function correctPast(past: PastPlan, attended: number | null, { db, people, idOf }: Around): Promise<void> {
  const visitId = idOf(past.key);
  const { sessionId, groupId } = found((await sessionsOf(db, visitId)).get(past.key), past.key);
  const { version } = await getVisit(db, visitId);
  const { _max } = await db.delivery.aggregate({ where: { visitId }, _max: { revision: true } });
  const sameAs = past.sameAs && found((await sessionsOf(db, idOf(past.sameAs.key))).get(past.sameAs.key), past.key).sessionId;
  const yearGroup = isCohortYear(past.year) ? past.year : "mixed";
  const count = { sessionId, sessionGroupId: groupId, yearGroup, novelty: past.novelty, sameAsSessionId: sameAs };
  const result = await recordDelivery(
    {
      visitId,
      recorder: { accountId: people.coordinator.id, isCoordinator: true },
      version,
      revision: _max.revision ?? 0,
      record: {
        basis: past.basis ?? "estimate",
        coveredWhat: null,
        coveredWhy: null,
        coveredHelp: null,
        outcomes: [{ sessionId, outcome: attended === null ? "not_delivered" : "delivered" }],
        counts: attended === null ? [] : [{ ...count, attended }],
      },
      reasons: attended === null ? [{ sessionId, codes: ["not_delivered.students_unavailable"] }] : [],
      correctionReason: "Found in the old list.",
      figuresConfirmed: true,
    },
    depsAt(db, "2027-08-02"),
  );
  mustBe(result, `${past.key} corrected`);
}

async function tellRoll(db: Db, { school, academicYear, year, roll, at }: RollPlan, recordedById: string): Promise<void> {
  const { id: schoolId } = await schoolOf(db, school);
  const recordedAt = new Date(at);
  const rolls = isYearGroup(year) ? [{ yearGroup: year, roll }] : [];
  await transact(db, (tx) => createRolls(tx, { source: "contact", schoolId, academicYear, asAtOn: dayOf(recordedAt), recordedAt, recordedById, rolls }));
}

async function schoolOf(db: Db, name: string): Promise<{ id: string }> {
  return db.school.findFirstOrThrow({ where: /^\d+$/.test(name) ? { urn: Number(name) } : { name }, select: { id: true } });
}

async function bringIn(db: Db, schools: readonly RegisterSchool[], links: readonly RegisterLink[], at: string): Promise<void> {
  async function* lines() {
    for (const [index, school] of schools.entries()) yield { kind: "school" as const, line: index + 2, school };
  }
  async function* linkLines() {
    for (const [index, link] of links.entries()) yield { kind: "link" as const, line: index + 2, link };
  }
  mustBe(await importSchools({ lines: lines(), links: linkLines() }, { db, now: () => new Date(at) }), "The register's change");
}

const depsAt = (db: Db, day: Day): Deps => testDeps(db, instantAt(day, 12 * 60));
