// npm run prove -- no-lost-mail [--actions 500] [--kills 50] [--restarts 2] [--lanes 10]
// Booking actions over HTTP while the mail server stalls, breaks the line after DATA, answers 421, 451, 452 and 550 and
// refuses connections, while servers are killed at any moment and PostgreSQL is restarted, once by a crash. Afterwards every
// message that the kept actions owe must have arrived, been replaced by a newer one, or stand where a person sees it.
import { setTimeout as wait } from "node:timers/promises";
import { applyPendingMigrations } from "~/data/migrations.server";
import { prove, type Proof } from "../support/proof";
import type { SinkMood } from "../support/smtp-sink";
import { buildHouse, type House } from "./no-lost-mail/house";
import { again, buildWorld, wordsOf, workInLane, type Counted } from "./no-lost-mail/lanes";
import { judge, type Verdict } from "./no-lost-mail/verdict";

const ACTIONS = asked("--actions", 500);
const KILLS = asked("--kills", 50);
const RESTARTS = asked("--restarts", 2);
const LANES = asked("--lanes", 10);

const BETWEEN_KILLS_MS = 3_500;
const BETWEEN_MOODS_MS = 900;
const TURN_CLOCK_MS = 3_000;
/** A killed worker's mail is taken over within two minutes; then it is tried, perhaps twice. */
const CALM_WITHIN_MS = 6 * 60_000;

let house: House | null = null;

async function story(proof: Proof): Promise<void> {
  proof.chapter("The house is built");
  const built = await buildHouse(proof.tell);
  house = built;
  await applyPendingMigrations(built.opened);
  const world = await buildWorld(built.opened.db, { lanes: LANES, actions: ACTIONS, origin: built.origin, now: new Date() });
  await built.start();
  proof.tell(`Two servers (one with WORKER=off), two of npm run jobs, ${LANES} people at work on bookings of their own`);

  proof.chapter("The storm");
  const counted: Counted = { acknowledged: 0, keptUnheard: 0, asked: 0, answers: new Map() };
  const storm = { kills: 0, restarts: 0, isOver: false };
  const turn = {
    isEnough: () => counted.acknowledged >= ACTIONS,
    // Work and storm end together, however quick the machine.
    mayGoOn: () => counted.acknowledged * KILLS <= (storm.kills + 1) * ACTIONS,
  };
  const isAhead = (kills: number) => counted.acknowledged * KILLS < kills * ACTIONS;
  const people = Promise.all(world.lanes.map((lane) => workInLane(built, world, lane, counted, turn)));
  const weather = Promise.all([killing(proof, built, storm, isAhead), moods(built, storm), turningTheClock(built, storm)]);
  await people.finally(() => {
    storm.isOver = true;
  });
  await weather;
  proof.tell(`asked ${counted.asked} times; answers: ${wordsOf(counted)}`);
  proof.holds("actions acknowledged", counted.acknowledged >= ACTIONS, String(counted.acknowledged), `at least ${ACTIONS}`);
  proof.tell(`kept although the answer was lost, seen when looked up: ${counted.keptUnheard}`);
  const killed = (what: string) => built.blows.filter((blow) => blow.what === what).length;
  const kills = killed("web killed") + killed("worker killed");
  proof.holds("processes killed with SIGKILL", kills >= KILLS, `${kills} (web ${killed("web killed")}, workers ${killed("worker killed")})`, String(KILLS));
  const crashes = killed("PostgreSQL crashed");
  proof.equal("PostgreSQL restarted", killed("PostgreSQL restarted") + crashes, RESTARTS, `${RESTARTS} (${crashes} by its immediate shutdown)`);
  proof.tell(`lines broken after DATA, or connections refused: ${killed("line broken")} times`);

  proof.chapter("The calm after it");
  built.behave({ kind: "accept" });
  await allAtRest(built);
  report(proof, await judge(built, world.managerCookie), counted);
  proof.equal("processes that ended by themselves", built.deaths, [], "0");
}

function report(proof: Proof, verdict: Verdict, counted: Counted): void {
  const none = (what: string, found: readonly string[]) => proof.equal(what, found.slice(0, 5), [], String(found.length));
  const { duplicates } = verdict;
  const heard = counted.acknowledged + counted.keptUnheard;
  proof.equal("actions that the database kept", verdict.actionsKept, heard, String(verdict.actionsKept));
  proof.holds("messages due", verdict.due > 0, String(verdict.due));
  none("due and not written, or written and not due", verdict.unlike);
  const { delivered, superseded, rejected } = verdict;
  proof.tell(`delivered ${delivered}, replaced by a newer one before they left ${superseded}, rejected for good ${rejected}`);
  none("lost", verdict.lost);
  const by = [...duplicates.by].map(([why, times]) => `${why} ${times}`).join(", ");
  proof.tell(`duplicated: ${duplicates.copies}${by === "" ? "" : ` (${by})`}`);
  none("duplicates that nothing explains", duplicates.unexplained);
  none("duplicates with another UID, SEQUENCE or content", duplicates.unlike);
  none("out of order per UID and reader", verdict.outOfOrder);
  none("rejected ones that nobody is shown", verdict.rejectedNotShown);
}

async function killing(
  proof: Proof,
  built: House,
  storm: { kills: number; restarts: number; isOver: boolean },
  isAhead: (kills: number) => boolean,
): Promise<void> {
  while (!storm.isOver || storm.kills < KILLS) {
    await wait(BETWEEN_KILLS_MS * (0.4 + 1.2 * Math.random()));
    // Where a start takes long nobody would ever answer: the next blow waits until somebody does, and for its share of the work.
    while (!storm.isOver && (built.webAddress() === null || isAhead(storm.kills))) await wait(100);
    if (storm.kills < KILLS || !storm.isOver) {
      await built.killOne();
      storm.kills += 1;
    }
    if (storm.restarts < RESTARTS && storm.kills >= ((storm.restarts + 1) * KILLS) / (RESTARTS + 1)) {
      storm.restarts += 1;
      // Every other one is a crash.
      await built.restartPostgres(storm.restarts % 2 === 0 ? "immediate" : "fast");
    }
    if (storm.kills % 10 === 0 && storm.kills <= KILLS) proof.tell(`${storm.kills} kills`);
  }
}

async function moods(built: House, storm: { isOver: boolean }): Promise<void> {
  while (!storm.isOver) {
    const chance = Math.random();
    if (chance < 0.08) await built.refuseConnections(1_500);
    else built.behave(moodBy(chance));
    await wait(BETWEEN_MOODS_MS * (0.5 + Math.random()));
  }
}

function moodBy(chance: number): SinkMood {
  if (chance < 0.16) return { kind: "drop_after_data" };
  if (chance < 0.24) return { kind: "stall", ms: 2_000 };
  if (chance < 0.26) return { kind: "stall", ms: 40_000 };
  if (chance < 0.34) return { kind: "refuse", at: "data", code: 421, answer: "Closing down" };
  if (chance < 0.42) return { kind: "refuse", at: "data", code: 451, answer: "Try again later" };
  if (chance < 0.5) return { kind: "refuse", at: "data", code: 452, answer: "Out of storage" };
  if (chance < 0.55) return { kind: "refuse", at: "recipient", code: 550, answer: "No such mailbox" };
  return { kind: "accept" };
}

/** The waits between two tries, minutes to an hour, are over within seconds. Leases keep their own time. */
async function turningTheClock(built: House, storm: { isOver: boolean }): Promise<void> {
  while (!storm.isOver) {
    await again(() => built.opened.query("UPDATE outgoing_mail SET next_try_at = now() WHERE status = 'queued' AND next_try_at > now()"));
    await wait(TURN_CLOCK_MS);
  }
}

async function allAtRest(built: House): Promise<void> {
  const until = Date.now() + CALM_WITHIN_MS;
  while (Date.now() < until) {
    const { rows } = await built.opened.query(
      `WITH due AS (UPDATE outgoing_mail SET next_try_at = now() WHERE status = 'queued' AND next_try_at > now())
       SELECT count(*)::int AS count FROM outgoing_mail WHERE status IN ('queued', 'sending')`,
    );
    if (rows[0]?.count === 0 && built.webAddress() !== null) return;
    await wait(2_000);
  }
}

function asked(name: string, usual: number): number {
  const at = process.argv.indexOf(name);
  const value = at < 0 ? usual : Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 0 || value > 10_000) throw new Error(`${name} takes a number up to 10000`);
  return value;
}

await prove("no-lost-mail", story, async () => {
  await house?.stop();
});
