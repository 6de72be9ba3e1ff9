// npm run prove -- no-double-booking [--rounds 1000] [--embedded | --postgres]
// Rounds of eight people who plan, move, reassign and block overlapping time at once, over HTTP, against a production
// server: first on PostgreSQL with the presenters' lock and the constraint off, to see that the race is real; then on
// PostgreSQL as it is; then on the embedded database.
import { fileURLToPath } from "node:url";
import { applyPendingMigrations } from "~/data/migrations.server";
import { prove, type Proof } from "../support/proof";
import { setStage, type Stage } from "../support/proof-stage";
import { attemptsOf, send, type Attempt } from "./no-double-booking/attempts";
import { verdictOf, type Verdict } from "./no-double-booking/verdict";
import { AT_ONCE, buildWorld, type World } from "./no-double-booking/world";

const ROUNDS = roundsAsked();
/** With the guard off a few rounds say enough. */
const ROUNDS_UNGUARDED = Math.min(ROUNDS, 100);
const WITHOUT_LOCK = fileURLToPath(new URL("./no-double-booking/without-lock.mjs", import.meta.url));
const TELL_EVERY = 250;

let stage: Stage | null = null;

type Run = { guarded: boolean; embedded: boolean; rounds: number };

async function story(proof: Proof): Promise<void> {
  if (!process.argv.includes("--embedded")) {
    proof.chapter("PostgreSQL, lock and constraint off: the race is real");
    const off = await playOn(proof, { guarded: false, embedded: false, rounds: ROUNDS_UNGUARDED });
    proof.holds("double bookings happen", off.doubleBookings > 0, `${off.doubleBookings} double bookings`, "more than 0");

    proof.chapter("PostgreSQL, as it is");
    nothingWrong(proof, await playOn(proof, { guarded: true, embedded: false, rounds: ROUNDS }));
  }
  if (!process.argv.includes("--postgres")) {
    proof.chapter("The embedded database, as it is");
    nothingWrong(proof, await playOn(proof, { guarded: true, embedded: true, rounds: ROUNDS }));
  }
}

function nothingWrong(proof: Proof, verdict: Verdict & { serverErrors: number }): void {
  proof.equal("double bookings", verdict.doubleBookings, 0, "0");
  proof.equal("travel-rule breaches", verdict.travelBreaches, 0, "0");
  proof.equal("server errors", verdict.serverErrors, 0, "0");
}

async function playOn(proof: Proof, run: Run): Promise<Verdict & { serverErrors: number }> {
  const set = await setStage({ embedded: run.embedded, say: proof.tell });
  stage = set;
  if (!run.embedded && !set.isServer) throw new Error("PostgreSQL was not found: install it, or ask for --embedded");
  proof.tell(`Database: ${set.databaseWords}`);
  // Mail waits in its table meanwhile: it is not what this is about.
  await set.mail.stop();
  let world: World = { cookies: [], presenters: { first: "", second: "" }, rounds: [] };
  await set.prepareDatabase(async (opened) => {
    await applyPendingMigrations(opened);
    world = await buildWorld(opened.db, { rounds: run.rounds, origin: set.origin, now: new Date() });
    if (!run.guarded) await opened.query("ALTER TABLE commitment DROP CONSTRAINT commitment_no_overlap");
  });
  await set.startService(run.guarded ? undefined : WITHOUT_LOCK);
  const counted = await playRounds(proof, set, world);
  const verdict = await set.withDatabase(({ db, query }) => verdictOf(db, query));
  await set.stop();
  stage = null;
  const { attempts, done, refused, serverErrors, seconds } = counted;
  proof.tell(`rounds: ${run.rounds}, attempts: ${attempts} (${seconds} s), done: ${done}, refusals: ${refused}`);
  proof.tell(`visits: ${verdict.visits}, absences: ${verdict.absences}`);
  proof.tell(
    `double bookings: ${verdict.doubleBookings}, travel-rule breaches: ${verdict.travelBreaches}, server errors: ${serverErrors}`,
  );
  proof.tell(`won: ${[...counted.wonBy].map(([kind, times]) => `${kind} ${times}`).sort().join(", ")}`);
  proof.equal("every attempt was answered", done + refused + serverErrors, run.rounds * AT_ONCE, String(attempts));
  return { ...verdict, serverErrors };
}

async function playRounds(proof: Proof, { origin }: Stage, world: World) {
  const counted = { attempts: 0, done: 0, refused: 0, serverErrors: 0, wonBy: new Map<Attempt["kind"], number>() };
  const startedAt = performance.now();
  for (const [index, round] of world.rounds.entries()) {
    const attempts = attemptsOf(round, world.presenters);
    // Nobody is first every time.
    const turned = attempts.map((_, position) => attempts[(position + index) % AT_ONCE]).filter((each) => each !== undefined);
    const answers = await Promise.all(
      turned.map(async (attempt, person) => ({ attempt, ...(await send(origin, world.cookies[person] ?? "", attempt)) })),
    );
    for (const { attempt, outcome, status } of answers) {
      counted.attempts += 1;
      if (outcome === "refused") counted.refused += 1;
      else if (outcome === "done") {
        counted.done += 1;
        counted.wonBy.set(attempt.kind, (counted.wonBy.get(attempt.kind) ?? 0) + 1);
      } else {
        counted.serverErrors += 1;
        proof.tell(`${attempt.kind} ${attempt.path} answered ${status}`);
      }
    }
    if ((index + 1) % TELL_EVERY === 0) proof.tell(`${index + 1} rounds`);
  }
  return { ...counted, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

function roundsAsked(): number {
  const at = process.argv.indexOf("--rounds");
  const asked = at < 0 ? 1_000 : Number(process.argv[at + 1]);
  if (!Number.isInteger(asked) || asked < 1 || asked > 3_000) throw new Error("--rounds takes a number from 1 to 3000");
  return asked;
}

await prove("no-double-booking", story, async () => {
  await stage?.stop();
});
