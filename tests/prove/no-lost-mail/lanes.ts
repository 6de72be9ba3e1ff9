import { setTimeout as wait } from "node:timers/promises";
import { signInCookie } from "~/auth/cookies.server";
import type { Db } from "~/data/db.server";
import { createSignIn } from "~/data/sign-ins.server";
import { isWorkingDay } from "~/domain/open-days";
import { partsFromDay } from "~/lib/form-data";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import { savedAccount, savedPresenter, savedRequest, savedSchool } from "../../support/builders";
import type { House } from "./house";

/** What one lane works on: its own school, contact and presenters, and a booking after the other. */
export type Lane = { contactCookie: string; presenterIds: readonly string[]; bookings: { reference: string; days: readonly [Day, Day] }[] };

export type World = { coordinatorCookie: string; managerCookie: string; lanes: Lane[] };

export type Counted = { acknowledged: number; keptUnheard: number; asked: number; answers: Map<string, number> };

/** In this order for each booking. */
const ACTIONS = [
  "plan",
  "move",
  "name a second contact",
  "another room",
  "swap a presenter",
  "name another second contact",
  "move back",
  "cancel",
  "plan again",
  "take the second contact off",
  "cancel for good",
] as const;

type Action = (typeof ACTIONS)[number];

const ANSWER_WITHIN_MS = 20_000;
const THERE_WITHIN_MS = 120_000;
const TRIES = 300;
/** Long enough for what a dead server had handed to the database. */
const BEFORE_LOOKING_MS = 500;

export async function buildWorld(db: Db, options: { lanes: number; actions: number; origin: string; now: Date }): Promise<World> {
  const { origin, now } = options;
  const cookieOf = async (accountId: string) => {
    const token = await createSignIn(db, { accountId, device: "Proof", now });
    return (await signInCookie(origin).serialize(token)).split(";")[0] ?? "";
  };
  const bookingsEach = Math.ceil(options.actions / options.lanes / ACTIONS.length) + 2;
  const lanes: Lane[] = [];
  for (let lane = 0; lane < options.lanes; lane += 1) {
    const contact = await savedAccount(db, [], { name: `Contact ${lane}` });
    const school = await savedSchool(db, { name: `Storm School ${lane}` });
    const presenterIds: string[] = [];
    for (const name of ["First", "Second", "Third"]) presenterIds.push((await savedPresenter(db, { name: `${name} of ${lane}` })).id);
    const bookings: Lane["bookings"] = [];
    let day = addDays(dayOf(now), 14);
    for (let index = 0; index < bookingsEach; index += 1) {
      const { reference } = await savedRequest(db, { contact, school });
      const first = nextWorkingDay(day);
      const second = nextWorkingDay(first);
      day = second;
      bookings.push({ reference, days: [first, second] });
    }
    lanes.push({ contactCookie: await cookieOf(contact.id), presenterIds, bookings });
  }
  return {
    coordinatorCookie: await cookieOf((await savedAccount(db, ["coordinator"])).id),
    managerCookie: await cookieOf((await savedAccount(db, ["manager"])).id),
    lanes,
  };
}

function nextWorkingDay(day: Day): Day {
  let next = addDays(day, 1);
  while (!isWorkingDay(next)) next = addDays(next, 1);
  return next;
}

/** Works through its bookings until enough is done by all. An answer that never came is looked up, as people do. */
export async function workInLane(
  house: House,
  world: World,
  lane: Lane,
  counted: Counted,
  turn: { isEnough: () => boolean; mayGoOn: () => boolean },
): Promise<void> {
  for (const booking of lane.bookings) {
    for (const action of ACTIONS) {
      const start = await stateOf(house, booking.reference);
      for (let tries = 0; ; tries += 1) {
        while (!turn.mayGoOn() && !turn.isEnough()) await wait(100);
        // A server that nobody waits for any more may keep an action long after: nobody else touches this booking.
        const before = tries === 0 ? start : await stateOf(house, booking.reference);
        if (before.version !== start.version) {
          counted.keptUnheard += 1;
          break;
        }
        if (turn.isEnough()) return;
        if (tries > TRIES) throw new Error(`“${action}” of ${booking.reference} was never done: ${wordsOf(counted)}`);
        await somebodyThere(house);
        counted.asked += 1;
        const answer = await ask(house, formOf(action, booking, lane, world, before));
        counted.answers.set(answer, (counted.answers.get(answer) ?? 0) + 1);
        if (answer === "303") {
          counted.acknowledged += 1;
          break;
        }
        await wait(BEFORE_LOOKING_MS);
      }
    }
  }
  throw new Error("A lane ran out of bookings");
}

async function somebodyThere(house: House): Promise<void> {
  for (const until = Date.now() + THERE_WITHIN_MS; house.webAddress() === null && Date.now() < until; ) await wait(100);
}

export function wordsOf({ answers }: Counted): string {
  return [...answers].sort().map(([answer, times]) => `${answer} ${times}×`).join(", ");
}

type State = {
  /** Of request, visits and contacts together: whatever an action changes shows here. */
  version: string;
  requestVersion: number;
  groupId: string;
  visit: { id: string; version: number; groupId: string } | null;
};

async function stateOf({ opened: { db } }: House, reference: string): Promise<State> {
  return again(async () => {
    const request = await db.bookingRequest.findUniqueOrThrow({
      where: { reference },
      select: {
        version: true,
        groups: { select: { id: true } },
        visits: {
          orderBy: { createdAt: "asc" },
          select: { id: true, version: true, status: true, sessions: { select: { groups: { select: { id: true } } } } },
        },
      },
    });
    const live = request.visits.find(({ status }) => status === "scheduled");
    return {
      version: JSON.stringify([request.version, request.visits.map(({ id, version, status }) => [id, version, status])]),
      requestVersion: request.version,
      groupId: request.groups[0]?.id ?? "",
      visit: live ? { id: live.id, version: live.version, groupId: live.sessions[0]?.groups[0]?.id ?? "" } : null,
    };
  });
}

/** The database is away at times. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 120) throw error;
      await wait(500);
    }
  }
}

type Form = { path: string; cookie: string; fields: readonly (readonly [string, string])[] };

function formOf(action: Action, booking: Lane["bookings"][number], lane: Lane, world: World, state: State): Form {
  const [first = "", second = "", third = ""] = lane.presenterIds;
  const office = { cookie: world.coordinatorCookie };
  const visit = `/visits/${state.visit?.id ?? ""}`;
  const version = ["version", String(state.visit?.version ?? 0)] as const;
  const plan = (): Form => ({
    ...office,
    path: `/requests/${booking.reference}/plan`,
    fields: [
      ["version", String(state.requestVersion)],
      ["onDate", booking.days[0]],
      ["intent", "schedule"],
      ["overrideReason", "Agreed"],
      ...row(state.groupId, "10:00", "Hall", [first, second]),
    ],
  });
  const move = (onDate: Day, start: string, room: string, presenters: readonly string[]): Form => ({
    ...office,
    path: `${visit}/move`,
    fields: [
      version,
      ["seen", "0"],
      ["intent", "confirm"],
      ["reasons", "move.other"],
      ["overrideReason", "Agreed"],
      ...Object.entries(partsFromDay(onDate)).map(([part, value]) => [`on.${part}`, value] as const),
      ...row(state.visit?.groupId ?? "", start, room, presenters),
    ],
  });
  const cancel = (afterwards: string): Form => ({
    ...office,
    path: `${visit}/cancel`,
    fields: [version, ["reasons", "cancel.illness"], ["cancelledBy", "team"], ["afterwards", afterwards], ["note", ""]],
  });
  const contact = (fields: Form["fields"]): Form => ({
    cookie: lane.contactCookie,
    path: `/bookings/${booking.reference}/second-contact`,
    fields: [["version", String(state.requestVersion)], ...fields],
  });
  const name = (which: number) => contact([["intent", "save"], ["name", `Second ${which}`], ["email", secondContact(booking.reference, which)]]);
  const [dayOne, dayTwo] = booking.days;
  switch (action) {
    case "plan":
    case "plan again":
      return plan();
    case "move":
      return move(dayTwo, "10:30", "Hall", [first, second]);
    case "another room":
      return move(dayTwo, "10:30", "Gym", [first, second]);
    case "swap a presenter":
      return move(dayTwo, "10:30", "Gym", [second, third]);
    case "move back":
      return move(dayOne, "11:00", "Gym", [second, third]);
    case "name a second contact":
      return name(1);
    case "name another second contact":
      return name(2);
    case "take the second contact off":
      return contact([["intent", "remove"]]);
    case "cancel":
      return cancel("look_again");
    case "cancel for good":
      return cancel("close");
  }
}

/** The first, then the second person who is named for a booking. */
export function secondContact(reference: string, which: number): string {
  return `second-${which}-${reference.toLowerCase()}@school.test`;
}

function row(groupId: string, start: string, room: string, presenters: readonly string[]): (readonly [string, string])[] {
  return [
    ["rows.0.groupId", groupId],
    ["rows.0.start", start],
    ["rows.0.minutes", "25"],
    ["rows.0.room", room],
    ...presenters.map((id) => ["rows.0.presenters", id] as const),
  ];
}

/** The status of the answer, or why there is none. */
async function ask({ origin, webAddress }: House, { path, cookie, fields }: Form): Promise<string> {
  const address = webAddress();
  if (address === null) return "nobody there";
  try {
    const response = await fetch(`${address}${path}`, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: { Cookie: cookie, Origin: origin, "Sec-Fetch-Site": "same-origin" },
      body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    });
    await response.arrayBuffer();
    return String(response.status);
  } catch {
    return "no answer";
  }
}
