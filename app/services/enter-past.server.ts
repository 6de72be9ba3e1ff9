import { randomUUID } from "node:crypto";
import { listCampaigns } from "~/data/campaigns.server";
import { listAllFormats, type FormatRow } from "~/data/formats.server";
import { listFunders } from "~/data/funders.server";
import type { Actor } from "~/data/history.server";
import {
  createPastVisits,
  findPastSchools,
  listKeptSessions,
  lockPast,
  type KeptSession,
  type PastSchool,
  type PastVisitRow,
} from "~/data/past-visits.server";
import { transact } from "~/data/transaction.server";
import type { Db, Tx } from "~/data/db.server";
import { cohortYearLabel } from "~/domain/groups";
import type { PastRow, PastSession } from "~/domain/past-sessions";
import { dayOf, formatDay, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type PastRefusal =
  | { reason: "no_such_school" | "no_such_format" | "no_such_funder" | "no_such_campaign" | "not_past" }
  | { reason: "several_schools"; schools: PastSchool[] }
  /** This service plans or recorded a visit to the school on this day. */
  | { reason: "in_this_service" }
  /** Kept before; `line`: by an earlier row of the same file. */
  | { reason: "known"; line: number | null }
  | { reason: "no_earlier_session" | "several_earlier_sessions" };

export type PlannedPast = {
  line: number;
  school: PastSchool;
  format: FormatRow;
  session: PastSession;
  label: string;
  /** Of the same students: the earlier session, or the row of this file that it is. */
  sameAs: { sessionId: string } | { line: number } | null;
  funderId: string | null;
  campaignId: string | null;
};

export type PastPlan = {
  entries: PlannedPast[];
  refused: { line: number; session: PastSession; refusal: PastRefusal }[];
};

/** Which of these rows would be entered, in the order of their days, and why the others would not. Writes nothing. */
export async function planPast(db: Db | Tx, rows: readonly PastRow[], now: Date): Promise<PastPlan> {
  const known = await readKnown(db, rows);
  const today = dayOf(now);
  const plan: PastPlan = { entries: [], refused: [] };
  const entered = new Map<string, PlannedPast[]>();
  // A row may name the students of an earlier day, wherever that stands in the file.
  for (const { line, session } of [...rows].sort(byDay)) {
    const read = planRow(session, { ...known, today, entered });
    if ("reason" in read) {
      plan.refused.push({ line, session, refusal: read });
      continue;
    }
    const entry = { ...read, line, session };
    plan.entries.push(entry);
    const place = placeOf(entry.school.lineageId, session.on);
    entered.set(place, [...(entered.get(place) ?? []), entry]);
  }
  plan.refused.sort((one, other) => one.line - other.line);
  return plan;
}

/** Writes a plan; call it under `lockPast`, in the transaction that made the plan. */
export async function writePast(
  tx: Tx,
  entries: readonly PlannedPast[],
  by: { actor: Actor; importId: string | null; now: Date },
): Promise<string[]> {
  const idOfLine = new Map(entries.map(({ line }) => [line, randomUUID()]));
  const rows = entries.map(({ line, school, format, session, label, sameAs, funderId, campaignId }): PastVisitRow => {
    const earlier = sameAs && ("line" in sameAs ? (idOfLine.get(sameAs.line) ?? null) : sameAs.sessionId);
    return {
      visitId: randomUUID(),
      sessionId: idOfLine.get(line) ?? randomUUID(),
      schoolId: school.id,
      onDate: session.on,
      formatId: format.id,
      minutes: session.minutes ?? format.defaultMinutes,
      yearGroup: session.yearGroup,
      label,
      attended: session.attended,
      novelty: session.novelty.kind,
      sameAsSessionId: earlier,
      basis: session.basis,
      funderId,
      campaignId,
    };
  });
  if (rows.length > 0) await createPastVisits(tx, rows, by);
  return rows.map(({ visitId }) => visitId);
}

export type EnterPastResult = { ok: true; visitId: string; schoolName: string } | { ok: false; refusal: PastRefusal };

/** Keeps a session that was held before this service, marked as imported: it sends no mail and takes nobody's time. */
export async function enterPast(
  input: { session: PastSession; enteredById: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<EnterPastResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<EnterPastResult> => {
    await lockPast(tx);
    const { entries, refused } = await planPast(tx, [{ line: 1, session: input.session }], now);
    const actor = { kind: "staff" as const, accountId: input.enteredById };
    const [visitId] = await writePast(tx, entries, { actor, importId: null, now });
    const [entry] = entries;
    if (entry && visitId !== undefined) return { ok: true, visitId, schoolName: entry.school.name };
    return { ok: false, refusal: refused[0]?.refusal ?? { reason: "no_such_school" } };
  });
}

/** Why a row is not entered, as a sentence for whoever has the file. */
export function describePastRefusal(refusal: PastRefusal, session: PastSession): string {
  switch (refusal.reason) {
    case "no_such_school":
      return `No school has the ${isUrn(session.school) ? "URN" : "name"} ${session.school}`;
    case "several_schools":
      return `Several schools have this name. Enter the URN instead: ${refusal.schools.map(nameWithUrn).join("; ")}`;
    case "no_such_format":
      return `There is no format named ${session.format}`;
    case "no_such_funder":
      return `There is no funder named ${session.funder}`;
    case "no_such_campaign":
      return `There is no campaign named ${session.campaign}`;
    case "not_past":
      return "The day must be in the past";
    case "in_this_service":
      return "This service has a visit to the school on this day: what happened is recorded there";
    case "known":
      return refusal.line === null
        ? "It is kept already: the same school, day, format, year group and number"
        : `It is the same as line ${refusal.line}. If it was another group, name both in the column group, such as 9A and 9B`;
    case "no_earlier_session":
      return "No session of this school is known on the day that “same as” names";
    case "several_earlier_sessions":
      return "Several sessions on the day that “same as” names may be meant: enter this one by hand as mixed, or correct the day";
  }
}

const nameWithUrn = ({ name, town, urn }: PastSchool): string =>
  `${[name, town].filter((part) => part !== "").join(", ")} (${urn === null ? "no URN" : `URN ${urn}`})`;

type Known = {
  schoolsByName: Map<string, PastSchool[]>;
  formats: readonly FormatRow[];
  kept: Map<string, KeptSession[]>;
  funders: Map<string, string>;
  campaigns: Map<string, string>;
};

const isUrn = (text: string): boolean => /^\d{5,7}$/.test(text);
const isId = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
const fold = (text: string): string => text.toLowerCase().replaceAll("’", "'");
const placeOf = (lineageId: string, day: Day): string => `${lineageId}|${day}`;
const byDay = (one: PastRow, other: PastRow): number =>
  one.session.on < other.session.on ? -1 : one.session.on > other.session.on ? 1 : one.line - other.line;

async function readKnown(db: Db | Tx, rows: readonly PastRow[]): Promise<Known> {
  const texts = [...new Set(rows.map(({ session }) => fold(session.school)))];
  const schools = await findPastSchools(db, {
    names: texts.filter((text) => !isUrn(text) && !isId(text)),
    urns: texts.filter(isUrn).map(Number),
    ids: texts.filter(isId),
  });
  const schoolsByName = new Map<string, PastSchool[]>();
  for (const school of schools) {
    for (const key of [fold(school.name), String(school.urn), school.id]) {
      schoolsByName.set(key, [...(schoolsByName.get(key) ?? []), school]);
    }
  }
  const days = rows.flatMap(({ session: { on, novelty } }) => (novelty.kind === "same" ? [on, novelty.asOn] : [on]));
  const kept = new Map<string, KeptSession[]>();
  const lineageIds = [...new Set(schools.map(({ lineageId }) => lineageId))];
  for (const session of await listKeptSessions(db, { lineageIds, days: [...new Set(days)] })) {
    const place = placeOf(session.lineageId, session.on);
    kept.set(place, [...(kept.get(place) ?? []), session]);
  }
  const [formats, funders, campaigns] = [await listAllFormats(db), await listFunders(db), await listCampaigns(db)];
  const byName = (all: readonly { id: string; name: string }[]) => new Map(all.map(({ id, name }) => [fold(name), id]));
  return { schoolsByName, formats, kept, funders: byName(funders), campaigns: byName(campaigns) };
}

type Planned = Omit<PlannedPast, "line" | "session">;

function planRow(
  session: PastSession,
  known: Known & { today: Day; entered: ReadonlyMap<string, readonly PlannedPast[]> },
): Planned | PastRefusal {
  if (session.on >= known.today) return { reason: "not_past" };
  const school = chooseSchool(known.schoolsByName.get(fold(session.school)) ?? [], session.on);
  if ("reason" in school) return school;
  const format = chooseFormat(known.formats, session.format);
  if (!format) return { reason: "no_such_format" };
  const funderId = session.funder === "" ? null : known.funders.get(fold(session.funder));
  if (funderId === undefined) return { reason: "no_such_funder" };
  const campaignId = session.campaign === "" ? null : known.campaigns.get(fold(session.campaign));
  if (campaignId === undefined) return { reason: "no_such_campaign" };
  const label = session.group === "" ? cohortYearLabel(session.yearGroup) : session.group;
  const place = placeOf(school.lineageId, session.on);
  const kept = known.kept.get(place) ?? [];
  if (kept.some(({ imported }) => !imported)) return { reason: "in_this_service" };
  const mayBe = (other: { formatId: string; yearGroup: string; attended: number; label: string }): boolean =>
    other.formatId === format.id &&
    other.yearGroup === session.yearGroup &&
    other.attended === session.attended &&
    (session.group === "" || fold(other.label) === fold(label) || other.label === cohortYearLabel(session.yearGroup));
  if (kept.some(mayBe)) return { reason: "known", line: null };
  const twin = (known.entered.get(place) ?? []).find((entry) =>
    mayBe({ ...entry.session, formatId: entry.format.id, label: entry.label }),
  );
  if (twin) return { reason: "known", line: twin.line };
  const sameAs = session.novelty.kind === "same" ? findEarlier(session, school, session.novelty.asOn, known) : null;
  if (sameAs && "reason" in sameAs) return sameAs;
  return { school, format, label, sameAs, funderId, campaignId };
}

/** A school that closed and its successor often share their name: the one that was open on the day is meant. */
function chooseSchool(found: readonly PastSchool[], on: Day): PastSchool | PastRefusal {
  const [first, second] = found;
  if (!first) return { reason: "no_such_school" };
  if (!second) return first;
  if (found.some(({ lineageId }) => lineageId !== first.lineageId)) return { reason: "several_schools", schools: [...found] };
  const openThen = found.find(
    ({ openedOn, closedOn }) => (openedOn === null || openedOn <= on) && (closedOn === null || closedOn > on),
  );
  return openThen ?? first;
}

/** Also one that is no longer offered; of two with one name the one that is. */
function chooseFormat(formats: readonly FormatRow[], text: string): FormatRow | undefined {
  const named = formats.filter(({ id, code, name }) => id === text || fold(code) === fold(text) || fold(name) === fold(text));
  return named.find(({ retiredAt }) => retiredAt === null) ?? named[0];
}

type Earlier = { yearGroup: string; is: NonNullable<PlannedPast["sameAs"]> };

function findEarlier(
  session: PastSession,
  { lineageId }: PastSchool,
  asOn: Day,
  known: Pick<Known, "kept"> & { entered: ReadonlyMap<string, readonly PlannedPast[]> },
): Earlier["is"] | PastRefusal {
  const place = placeOf(lineageId, asOn);
  const all: Earlier[] = [
    ...(known.kept.get(place) ?? []).flatMap(({ sessionId, yearGroup }) => (sessionId === null ? [] : [{ yearGroup, is: { sessionId } }])),
    ...(known.entered.get(place) ?? []).map((entry) => ({ yearGroup: entry.session.yearGroup, is: { line: entry.line } })),
  ];
  const sameYear = all.filter(({ yearGroup }) => yearGroup === session.yearGroup);
  const [only, second] = sameYear.length > 0 ? sameYear : all;
  if (!only) return { reason: "no_earlier_session" };
  return second ? { reason: "several_earlier_sessions" } : only.is;
}

/** "New students", "New and known students", "Known from Sunday 6 October 2024" */
export function describePastStudents({ novelty }: PastSession): string {
  if (novelty.kind === "same") return `Known from ${formatDay(novelty.asOn)}`;
  return novelty.kind === "new" ? "New students" : "New and known students";
}
