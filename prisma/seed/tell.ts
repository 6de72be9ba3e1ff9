import { createHash, randomUUID } from "node:crypto";
import type { Db } from "~/data/db.server";
import { findVisitToRecord, type SessionToRecord } from "~/data/deliveries.server";
import type { DeliveryCount } from "~/domain/delivery";
import type { Group } from "~/domain/groups";
import type { PlanRow } from "~/domain/plan-rows";
import { yearGroupsAsked, type PracticalitiesAnswer, type SchoolAnswer } from "~/domain/request-draft";
import type { Wish } from "~/domain/wishes";
import type { Day } from "~/lib/london-time";
import { hashSecret } from "~/lib/secret.server";
import { cancelVisit, type CancelVisitInput } from "~/services/cancel-visit.server";
import type { Deps } from "~/services/deps";
import { pencilRequest } from "~/services/pencil-request.server";
import { recordDelivery } from "~/services/record-delivery.server";
import { saveDraft } from "~/services/save-draft.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { startChange, startForSchool } from "~/services/start-draft.server";
import { submitRequest } from "~/services/submit-request.server";
import { rollOf, type StoryBooking } from "./bookings";
import { contactOf, type StoryContact } from "./people";
import { schoolOf } from "./schools";

/** The services' clock stands at the moment that is being told. */
export type Teller = {
  deps: (at: Date) => Deps;
  schools: ReadonlyMap<string, SchoolAnswer>;
  formats: ReadonlyMap<string, string>;
};

export type Asked = { id: string; reference: string };

export type Ask = {
  /** A school's key, or a place that is not in the register. */
  place: string | SchoolAnswer;
  format: StoryBooking["format"];
  groups: Group[];
  wishes: Wish[];
  practicalities?: Partial<PracticalitiesAnswer>;
  contact?: StoryContact;
  /** False: the code has been sent and not been typed yet. */
  proven?: boolean;
  /** The coordinator who entered it while the school was on the phone. */
  enteredById?: string;
};

const NO_PRACTICALITIES: PracticalitiesAnswer = {
  roomDetails: "",
  arrivalDetails: "",
  needsDetails: "",
  noteFromSchool: "",
  afterIncident: false,
};

/** Somebody signed in with the address has proven it already, so that a year of story needs no codes. */
export async function ask(teller: Teller, at: Date, input: Ask): Promise<Asked> {
  const { place, groups, wishes } = input;
  const school = typeof place === "string" ? placeOf(teller, place) : place;
  const contact = input.contact ?? contactOf(typeof place === "string" ? place : "");
  const students = { formatId: formatId(teller, input.format), groups };
  const rolls =
    typeof place === "string"
      ? yearGroupsAsked({ school, students }).map((yearGroup) => ({
          yearGroup,
          roll: rollOf(schoolOf(place), yearGroup),
        }))
      : [];
  const browserToken = randomUUID();
  const browserHash = hashSecret(browserToken);
  const deps = teller.deps(at);
  const { enteredById: accountId } = input;
  const draftId = accountId ? (await startForSchool({ accountId, browserHash }, deps)).draftId : randomUUID();
  await saveDraft(
    {
      draftId,
      browserHash,
      answer: {
        school,
        students,
        rolls,
        wishes,
        practicalities: { ...NO_PRACTICALITIES, ...input.practicalities },
        details: { ...contact, second: null },
      },
    },
    deps,
  );
  const contactOrNobody = input.proven === false ? null : { email: contact.email };
  const viewer = accountId ? { email: "", accountId, roles: ["coordinator" as const] } : contactOrNobody;
  const sent = await submitRequest({ draftId, browserToken, sourceKey: "", viewer }, deps);
  if (!sent.ok) throw new Error(`${JSON.stringify(place)} could not ask: ${JSON.stringify(sent)}`);
  return { id: sent.requestId, reference: sent.reference };
}

/** The first contact changes practicalities, as from the booking's own page. */
export async function changePracticalities(
  teller: Teller,
  at: Date,
  { id, reference }: Asked,
  practicalities: Partial<PracticalitiesAnswer>,
): Promise<void> {
  const deps = teller.deps(at);
  const { version, contacts } = await deps.db.bookingRequest.findUniqueOrThrow({
    where: { id },
    select: { version: true, contacts: { where: { rank: 1 }, select: { account: { select: { id: true, email: true } } } } },
  });
  const account = contacts[0]?.account;
  if (!account) throw new Error(`${reference} has no contact`);
  const browserToken = randomUUID();
  const browserHash = hashSecret(browserToken);
  const started = await startChange({ reference, accountId: account.id, browserHash }, deps);
  if (!started.ok) throw new Error(`${reference} could not be changed: ${started.reason}`);
  const { draftId } = started;
  await saveDraft({ draftId, browserHash, answer: { practicalities: { ...NO_PRACTICALITIES, ...practicalities } } }, deps);
  const viewer = { email: account.email, accountId: account.id };
  const sent = await submitRequest({ draftId, browserToken, sourceKey: "", viewer, version }, deps);
  if (!sent.ok) throw new Error(`${reference} could not be changed: ${JSON.stringify(sent)}`);
}

export type Planned = { visitId: string; endsAt: Date };

/**
 * Plans as the service allows. Where a way is too long, it takes the nearest time that the service names
 * and that stays on the same side of `today`; otherwise the coordinator overrides the rule with a reason.
 */
export async function schedule(
  teller: Teller,
  at: Date,
  plan: {
    asked: Asked;
    onDate: Day;
    rows: (groupIds: readonly string[]) => PlanRow[];
    coordinatorId: string;
    today: Day;
  },
): Promise<Planned> {
  const deps = teller.deps(at);
  const request = await deps.db.bookingRequest.findUniqueOrThrow({
    where: { id: plan.asked.id },
    select: { version: true, groups: { orderBy: { position: "asc" }, select: { id: true } } },
  });
  const rows = plan.rows(request.groups.map(({ id }) => id));
  const input = {
    reference: plan.asked.reference,
    version: request.version,
    onDate: plan.onDate,
    rows,
    overrideReason: "",
    noteForSchool: "",
    noteForTeam: "",
    actor: { kind: "staff" as const, accountId: plan.coordinatorId },
  };
  const first = await scheduleVisit(input, deps);
  if (first.ok) return plannedVisit(deps.db, first.visitId);
  if (first.reason === "slot_taken" || first.reason === "needs_reason") {
    const start = Math.min(...rows.map(({ startMinutes }) => startMinutes));
    const nearest = first.nearest.find(({ onDate }) => onDate < plan.today === plan.onDate < plan.today);
    if (nearest) {
      const moved = rows.map((row) => ({
        ...row,
        startMinutes: row.startMinutes + nearest.startMinutes - start,
      }));
      const second = await scheduleVisit({ ...input, onDate: nearest.onDate, rows: moved }, deps);
      if (second.ok) return plannedVisit(deps.db, second.visitId);
    }
    if (first.reason === "needs_reason") {
      const third = await scheduleVisit(
        { ...input, overrideReason: "Agreed with the officer by telephone." },
        deps,
      );
      if (third.ok) return plannedVisit(deps.db, third.visitId);
    }
  }
  throw new Error(`${plan.asked.reference} could not be planned: ${JSON.stringify(first)}`);
}

async function plannedVisit(db: Db, visitId: string): Promise<Planned> {
  const { endsAt } = await db.visit.findUniqueOrThrow({ where: { id: visitId }, select: { endsAt: true } });
  if (!endsAt) throw new Error("A visit was planned without a time");
  return { visitId, endsAt };
}

export async function cancel(
  teller: Teller,
  at: Date,
  input: Omit<CancelVisitInput, "version" | "actor"> & { coordinatorId: string },
): Promise<void> {
  const { coordinatorId, ...rest } = input;
  const deps = teller.deps(at);
  const { version } = await deps.db.visit.findUniqueOrThrow({
    where: { id: input.visitId },
    select: { version: true },
  });
  const cancelled = await cancelVisit(
    { ...rest, version, actor: { kind: "staff", accountId: coordinatorId } },
    deps,
  );
  if (!cancelled.ok) throw new Error(`A visit could not be cancelled: ${JSON.stringify(cancelled)}`);
}

/** What an officer writes down after a visit; the earlier session is where the same students sat before. */
export async function record(
  teller: Teller,
  at: Date,
  input: {
    visitId: string;
    booking: StoryBooking;
    earlierSessionId: string | null;
    correct?: boolean;
  },
): Promise<{ firstSessionId: string | null }> {
  const deps = teller.deps(at);
  const visit = await findVisitToRecord(deps.db, input.visitId, { all: true });
  if (!visit) throw new Error("There is no visit to record");
  const { booking, earlierSessionId } = input;
  const missed = visit.sessions.filter((_, index) => isMissed(booking, index)).map(({ id }) => id);
  const given = visit.sessions.filter(({ id }) => !missed.includes(id));
  const recorder = visit.presenterIds[0];
  if (recorder === undefined) throw new Error("A visit has nobody to record it");
  const novelty = booking.students === "same" && earlierSessionId === null ? "new" : booking.students;
  const counts = given.flatMap((session) =>
    countsOf(session, novelty === "same" ? earlierSessionId : null, novelty, input.correct === true),
  );
  const recorded = await recordDelivery(
    {
      visitId: visit.id,
      recorder: { accountId: recorder, isCoordinator: false },
      version: visit.version,
      revision: visit.revision,
      record: {
        basis: given.length === 0 ? null : basisOf(booking),
        coveredWhat: given.length === 0 ? null : true,
        coveredWhy: given.length === 0 ? null : true,
        coveredHelp:
          given.length === 0 ? null : booking.format !== "assembly" || roughly(booking.school, 0, 4) > 0,
        outcomes: visit.sessions.map(({ id }) => ({
          sessionId: id,
          outcome: missed.includes(id) ? ("not_delivered" as const) : ("delivered" as const),
        })),
        counts,
      },
      reasons: missed.map((sessionId) => ({
        sessionId,
        codes: [
          booking.ending === "none_delivered"
            ? "not_delivered.presenter_unavailable"
            : "not_delivered.students_unavailable",
        ],
      })),
      correctionReason: input.correct ? "The school register shows one student more in each group." : "",
      figuresConfirmed: false,
    },
    deps,
  );
  if (!recorded.ok) throw new Error(`${booking.school} could not be recorded: ${JSON.stringify(recorded)}`);
  return { firstSessionId: given[0]?.id ?? null };
}

function isMissed(booking: StoryBooking, sessionIndex: number): boolean {
  if (booking.ending === "none_delivered") return true;
  return booking.ending === "one_not_delivered" && sessionIndex === 1;
}

function countsOf(
  session: SessionToRecord,
  sameAsSessionId: string | null,
  novelty: StoryBooking["students"],
  oneMore: boolean,
): DeliveryCount[] {
  return session.groups.flatMap((group): DeliveryCount[] => {
    const away = Math.ceil((group.expected * (3 + roughly(group.label, group.expected, 8))) / 100);
    const attended = Math.max(1, group.expected - away) + (oneMore ? 1 : 0);
    const years = group.cohortYears;
    return years.map((yearGroup, index) => ({
      sessionId: session.id,
      sessionGroupId: group.id,
      yearGroup,
      attended: Math.floor(attended / years.length) + (index < attended % years.length ? 1 : 0),
      novelty,
      sameAsSessionId,
    }));
  });
}

function basisOf({ format, school }: StoryBooking): "school_register" | "headcount" | "estimate" {
  if (format === "assembly") return roughly(school, 1, 3) === 0 ? "estimate" : "school_register";
  return format === "small-group" ? "headcount" : "school_register";
}

/** A visit agreed for a span of weeks, day and officer to follow. */
export async function pencil(
  teller: Teller,
  at: Date,
  input: { asked: Asked; fromOn: Day; toOn: Day; settleByOn: Day; coordinatorId: string },
): Promise<void> {
  const deps = teller.deps(at);
  const { asked, coordinatorId, ...span } = input;
  const { reference, version } = await deps.db.bookingRequest.findUniqueOrThrow({
    where: { id: asked.id },
    select: { reference: true, version: true },
  });
  const actor = { kind: "staff" as const, accountId: coordinatorId };
  const pencilled = await pencilRequest({ ...span, reference, version, actor }, deps);
  if (!pencilled.ok) throw new Error(`${reference} could not be pencilled: ${pencilled.reason}`);
}

/** A number from 0 to below `below` that is the same in every telling. */
export function roughly(text: string, salt: number, below: number): number {
  return (createHash("sha256").update(`${text}/${salt}`).digest()[0] ?? 0) % below;
}

export function wishFor(day: Day, part: Wish["partOfDay"] = "any", startMinutes: number | null = null): Wish {
  return {
    kind: "date",
    fromOn: day,
    toOn: day,
    weekday: null,
    partOfDay: part,
    startMinutes,
    periodLabel: "",
  };
}

function placeOf(teller: Teller, key: string): SchoolAnswer {
  const place = teller.schools.get(key);
  if (!place) throw new Error(`The story's school ${key} was not stored`);
  return place;
}

function formatId(teller: Teller, code: string): string {
  const id = teller.formats.get(code);
  if (id === undefined) throw new Error(`There is no format ${code}`);
  return id;
}
