import { randomUUID } from "node:crypto";
import { signInCookie } from "~/auth/cookies.server";
import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { createSignIn } from "~/data/sign-ins.server";
import { isWorkingDay } from "~/domain/open-days";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import { FORMAT_IDS, savedAccount, savedPresenter, savedSchool } from "../../support/builders";

/** A visit that stands on the round's day before it begins. */
export type Standing = { id: string; groupId: string; presenterId: string };

export type Round = {
  onDate: Day;
  /** Where the trouble is: local minutes. */
  baseMinutes: number;
  /** Three requests that all want the first presenter about then, at three schools. */
  requests: { reference: string; groupId: string }[];
  /** To be given to the first presenter at its time; to be moved over; to be both. */
  reassigned: Standing;
  moved: Standing;
  movedAndReassigned: Standing;
};

export type World = {
  /** A cookie for each of those who work at once. */
  cookies: string[];
  /** The one whom everybody wants, and the one whom some want too. */
  presenters: { first: string; second: string };
  rounds: Round[];
};

export const AT_ONCE = 8;
const ROUNDS_AT_ONCE = 100;
const SESSION_MINUTES = 25;
/** As the service plans tutor time: signing in and setting up, and packing down. */
const BEFORE_MINUTES = 15;
const AFTER_MINUTES = 5;
export const AFTERNOON = 13 * 60 + 30;

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Everything that the rounds need, written before the service starts. Each round has a day of its own. */
export async function buildWorld(db: Db, options: { rounds: number; origin: string; now: Date }): Promise<World> {
  const { rounds: count, origin, now } = options;
  const schools = [
    await savedSchool(db, { name: "Race School North", easting: 458_000, northing: 304_000 }),
    await savedSchool(db, { name: "Race School Far", easting: 480_000, northing: 312_000 }),
    await savedSchool(db, { name: "Race School West", easting: 446_000, northing: 301_000 }),
    await savedSchool(db, { name: "Race School South", easting: 456_000, northing: 290_000 }),
  ] as const;
  const [first, second, reserve, otherReserve] = [
    await savedPresenter(db, { name: "Wanted by all" }),
    await savedPresenter(db, { name: "Wanted by some" }),
    await savedPresenter(db, { name: "First reserve" }),
    await savedPresenter(db, { name: "Second reserve" }),
  ];
  const contact = await savedAccount(db);
  const cookies: string[] = [];
  for (let index = 0; index < AT_ONCE; index += 1) {
    const { id: accountId } = await savedAccount(db, ["coordinator"]);
    const token = await createSignIn(db, { accountId, device: "Proof", now });
    cookies.push((await signInCookie(origin).serialize(token)).split(";")[0] ?? "");
  }
  const rounds: Round[] = [];
  let onDate = addDays(dayOf(now), 7);
  for (let index = 0; index < count; index += 1) {
    do onDate = addDays(onDate, 1);
    while (!isWorkingDay(onDate));
    const standing = (presenter: { id: string }): Standing => ({ id: randomUUID(), groupId: randomUUID(), presenterId: presenter.id });
    rounds.push({
      onDate,
      baseMinutes: 10 * 60 + (index % 6) * 5,
      requests: [0, 1, 2].map((position) => ({ reference: referenceOf(index * 3 + position), groupId: randomUUID() })),
      reassigned: standing(reserve),
      moved: standing(second),
      movedAndReassigned: standing(otherReserve),
    });
  }
  for (let from = 0; from < rounds.length; from += ROUNDS_AT_ONCE) {
    const some = rounds.slice(from, from + ROUNDS_AT_ONCE);
    await writeRequests(db, some, schools.map(({ id }) => id), contact);
    await writeVisits(db, some.flatMap((round) => [
      { ...round.reassigned, onDate: round.onDate, startMinutes: round.baseMinutes, school: schools[3] },
      { ...round.moved, onDate: round.onDate, startMinutes: AFTERNOON, school: schools[3] },
      { ...round.movedAndReassigned, onDate: round.onDate, startMinutes: AFTERNOON, school: schools[1] },
    ]), now);
  }
  return { cookies, presenters: { first: first.id, second: second.id }, rounds };
}

async function writeRequests(db: Db, rounds: readonly Round[], schoolIds: readonly string[], contact: { id: string; name: string }) {
  const rows = rounds.flatMap(({ requests }) =>
    requests.map((request, index) => ({ ...request, id: randomUUID(), schoolId: schoolIds[index] ?? "" })),
  );
  const provenAt = new Date();
  await db.$transaction([
    db.bookingRequest.createMany({
      data: rows.map(({ id, reference, schoolId }) => ({
        id,
        reference,
        schoolId,
        status: "submitted" as const,
        formatId: FORMAT_IDS.tutor,
        provenAt,
        answerByOn: dayToColumn(dayOf(provenAt)),
      })),
    }),
    db.requestContact.createMany({
      data: rows.map(({ id }) => ({ requestId: id, rank: 1, accountId: contact.id, name: contact.name, phone: "" })),
    }),
    db.requestGroup.createMany({
      data: rows.map(({ id, groupId }) => ({ id: groupId, requestId: id, position: 0, yearGroups: ["9"], label: "9B", expected: 28 })),
    }),
  ]);
}

type StandingVisit = Standing & {
  onDate: Day;
  startMinutes: number;
  school: { id: string } | undefined;
};

async function writeVisits(db: Db, visits: readonly StandingVisit[], now: Date) {
  const rows = visits.map(({ onDate, startMinutes, school, ...visit }) => ({
    ...visit,
    sessionId: randomUUID(),
    schoolId: school?.id ?? "",
    onDate: dayToColumn(onDate),
    startsAt: instantAt(onDate, startMinutes - BEFORE_MINUTES),
    endsAt: instantAt(onDate, startMinutes + SESSION_MINUTES + AFTER_MINUTES),
  }));
  const places = await db.school.findMany({ select: { id: true, easting: true, northing: true } });
  const minutes = { startMinute: BEFORE_MINUTES, endMinute: BEFORE_MINUTES + SESSION_MINUTES };
  await db.$transaction([
    db.visit.createMany({
      data: rows.map(({ id, schoolId, onDate, startsAt, endsAt }) => {
        const place = places.find((each) => each.id === schoolId);
        return {
          id,
          schoolId,
          onDate,
          startsAt,
          endsAt,
          status: "scheduled" as const,
          easting: place?.easting,
          northing: place?.northing,
          signInMinutes: 10,
          setUpMinutes: BEFORE_MINUTES - 10,
          packDownMinutes: AFTER_MINUTES,
          calendarUid: `${id}@proof.example`,
          calendarDtstampAt: now,
        };
      }),
    }),
    db.visitPresenter.createMany({ data: rows.map(({ id, presenterId }) => ({ visitId: id, presenterId })) }),
    db.commitment.createMany({
      data: rows.map(({ id, presenterId, startsAt, endsAt }) => ({ kind: "visit" as const, visitId: id, presenterId, startsAt, endsAt })),
    }),
    db.schoolSession.createMany({
      data: rows.map(({ id, sessionId }) => ({ id: sessionId, visitId: id, position: 0, formatId: FORMAT_IDS.tutor, ...minutes })),
    }),
    db.sessionPresenter.createMany({
      data: rows.map(({ id, sessionId, presenterId }) => ({ sessionId, visitId: id, presenterId, ...minutes })),
    }),
    db.sessionGroup.createMany({
      data: rows.map(({ groupId, sessionId }) => ({ id: groupId, sessionId, position: 0, yearGroups: ["9"], label: "9B", expected: 28 })),
    }),
  ]);
}

function referenceOf(index: number): string {
  let rest = index;
  const letters = Array.from({ length: 6 }, () => {
    const letter = LETTERS.charAt(rest % LETTERS.length);
    rest = Math.floor(rest / LETTERS.length);
    return letter;
  });
  return `KCA-${letters.reverse().join("")}`;
}
