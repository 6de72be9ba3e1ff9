import { createRolls } from "~/data/booking-requests.server";
import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { newestHistoryId } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { getVisit } from "~/data/visits.server";
import type { DeliveryCount } from "~/domain/delivery";
import { isCohortYear, isYearGroup } from "~/domain/groups";
import type { RegisterLink } from "~/domain/register";
import type { RegisterSchool } from "~/domain/school";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import { cancelVisit } from "~/services/cancel-visit.server";
import { attendanceToConfirm, confirmAttendance } from "~/services/confirm-attendance.server";
import type { Deps } from "~/services/deps";
import { enterPast } from "~/services/enter-past.server";
import { importSchools } from "~/services/import-schools.server";
import { moveVisit, rowsOfVisit } from "~/services/move-visit.server";
import { recordDelivery } from "~/services/record-delivery.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "../../support/builders";
import { testDeps } from "../../support/deps";
import {
  FIRST_CHANGE,
  LINEAGES,
  PLACE_CHANGES,
  PRESENTER_PAIRS,
  SECOND_CHANGE,
  shuffled,
  type Dice,
  type PastPlan,
  type Revision,
  type RollPlan,
  type VisitPlan,
  type YearsPlan,
} from "./plan";

/** One thing that somebody enters, at its own moment, once what it needs is there. */
export type Step = { name: string; kind: string; after: readonly string[]; enter: () => Promise<void> };

const FORMATS = [FORMAT_IDS.assembly, FORMAT_IDS.tutor, FORMAT_IDS.workshop, FORMAT_IDS.smallGroup];
const OVERRIDE = "As the school asked for it.";
const AUTHORITY = { code: "901", name: "Proofshire" };
const DISTRICTS = [
  { code: "P1", name: "North Proofshire" },
  { code: "P2", name: "South Proofshire" },
  { code: "P3", name: "New Proofshire" },
] as const;

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
    northing: 304_000,
    lowAge: 11,
    highAge: 16,
    pupils: 900,
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
  const campaigns = [];
  const funders = [];
  for (const index of [0, 1]) {
    const [startsOn, endsOn] = [`${2025 + index}-11-03`, `${2026 + index}-02-20`].map(dayToColumn);
    if (!startsOn || !endsOn) continue;
    campaigns.push(await db.campaign.create({ data: { name: `Proof campaign ${index}`, slug: `proof-${index}`, startsOn, endsOn }, select: { id: true } }));
    funders.push(await db.funder.create({ data: { name: `Proof funder ${index}` }, select: { id: true } }));
  }
  const visitIds = new Map<string, string>();
  const idOf = (key: string): string => {
    const id = visitIds.get(key);
    if (id === undefined) throw new Error(`${key} is not planned yet`);
    return id;
  };
  const actor = { kind: "staff" as const, accountId: coordinator.id };
  const people = { coordinator, contact, presenters, actor };
  const steps: Step[] = [...registerSteps(db, plan)];
  for (const visit of plan.visits) steps.push(...visitSteps(visit, plan, { db, people, idOf, visitIds, campaigns, funders }));
  for (const past of plan.past) steps.push({ name: past.key, kind: "past", after: [], enter: () => enterOne(db, past, coordinator.id) });
  for (const roll of plan.rolls) steps.push({ name: roll.key, kind: "roll", after: [], enter: () => tellRoll(db, roll, coordinator.id) });
  return steps;
}

/** Any order that leaves each step behind what it needs. */
export function inSomeOrder(steps: readonly Step[], dice: Dice): Step[] {
  const names = new Set(steps.map(({ name }) => name));
  const waiting = new Map(steps.map((step) => [step.name, new Set(step.after.filter((name) => names.has(name)))]));
  const ordered: Step[] = [];
  let rest = shuffled(steps, dice);
  while (rest.length > 0) {
    const at = rest.findIndex(({ name }) => waiting.get(name)?.size === 0);
    const [next] = at < 0 ? [] : rest.splice(at, 1);
    if (!next) throw new Error(`A circle of ${rest.map(({ name }) => name).slice(0, 5).join(", ")}`);
    ordered.push(next);
    for (const needed of waiting.values()) needed.delete(next.name);
    // What has just become possible may come at once or last.
    if (dice(4) === 0) rest = shuffled(rest, dice);
  }
  return ordered;
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
    ...past.filter(({ lineage }) => PLACE_CHANGES[lineage] === day).map(({ key }) => key),
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
            registered("100006", { name: "Cedar High Renamed", district: DISTRICTS[2] }),
            registered("100009", { status: "closed", closedOn: SECOND_CHANGE }),
            registered("100010", { status: "closed", closedOn: SECOND_CHANGE }),
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
  campaigns: readonly { id: string }[];
  funders: readonly { id: string }[];
};

function visitSteps(visit: VisitPlan, { visits }: YearsPlan, around: Around): Step[] {
  const { db, people, idOf } = around;
  const [planned, moved] = [`${visit.key} planned`, `${visit.key} moved`];
  const lastPlanned = visit.firstDay === null ? planned : moved;
  const earliest = visit.firstDay !== null && visit.firstDay < visit.day ? visit.firstDay : visit.day;
  const steps: Step[] = [{ name: planned, kind: "visit planned", after: [], enter: () => planIt(visit, addDays(earliest, -30), around) }];
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
    const joined = links.some((key) => visits.find((other) => other.key === key)?.school !== visit.school);
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

/** How many changes of the register a link between two schools of one lineage may need. */
const joinsUntil = ({ day }: VisitPlan): number => (day >= SECOND_CHANGE ? 2 : 1);

/** Records that lead to a visit come before a session of it is taken back, as nobody is offered it afterwards. */
function linkedToBy(visit: VisitPlan, visits: readonly VisitPlan[]): string[] {
  return visits.flatMap((other) =>
    [...other.revisions, ...(other.undone ? [other.undone] : [])].flatMap((revision, index) =>
      other !== visit && revision.counts.some(({ sameAs }) => sameAs?.visit === visit.key)
        ? [revision === other.undone ? `${other.key} undone` : `${other.key} record ${index + 1}`]
        : [],
    ),
  );
}

async function planIt(visit: VisitPlan, on: Day, { db, people, visitIds, campaigns, funders }: Around): Promise<void> {
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
    over: {
      targeted: visit.targeted,
      campaignId: visit.campaign === null ? null : (campaigns[visit.campaign]?.id ?? null),
      funderId: visit.funder === null ? null : (funders[visit.funder]?.id ?? null),
    },
  });
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

async function enterOne(db: Db, past: PastPlan, enteredById: string): Promise<void> {
  const { key, school, day, format, year, attended, novelty } = past;
  const words = { group: key, basis: null, minutes: null, funder: "", campaign: "" };
  const yearGroup = isCohortYear(year) ? year : "mixed";
  const session = { school, on: day, format: FORMATS[format] ?? FORMAT_IDS.tutor, yearGroup, attended, novelty: { kind: novelty }, ...words };
  mustBe(await enterPast({ session, enteredById }, depsAt(db, "2027-08-01")), past.key);
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

function mustBe(result: { ok: boolean }, what: string): void {
  if (!result.ok) throw new Error(`${what} was refused: ${JSON.stringify(result).slice(0, 500)}`);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what}: a session is missing`);
  return value;
}
