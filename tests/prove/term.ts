// npm run prove -- term [--requests 150] [--seed 1] [--embedded] [--demo-register]
// A term of requests over the schools of the region, scheduled by the proposals alone, as a coordinator would who takes
// what is proposed: all that keep a wish together, again and again, then the best for each that is left.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { listRequestsToSchedule } from "~/data/request-inbox.server";
import { nextAcademicYearEndsOn } from "~/domain/programme-year";
import { csvRecords } from "~/lib/csv-records.server";
import { dayOf } from "~/lib/london-time";
import { silentLogger } from "~/lib/logger.server";
import { readRegister } from "~/schemas/school";
import type { Deps } from "~/services/deps";
import { importSchools } from "~/services/import-schools.server";
import { proposeForAll, proposeVisits, type ProposedVisit } from "~/services/propose-visits.server";
import { takeProposal, takeProposals } from "~/services/take-proposals.server";
import { savedAccount } from "../support/builders";
import { prove, type Proof } from "../support/proof";
import { findRegister } from "../support/proof-register";
import { startPostgresServer } from "../support/postgres-server.mjs";
import { verdictOf } from "./no-double-booking/verdict";
import { askForSessions, dice, enterTerms, hireOfficers } from "./term/region";

const wordAfter = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const REQUESTS = Number(wordAfter("--requests") ?? 150);
const SEED = Number(wordAfter("--seed") ?? 1);
const embedded = process.argv.includes("--embedded");
const NOW = new Date("2026-11-23T09:00:00Z");
const AT_ONCE = 25;

let stop = (): Promise<void> => Promise.resolve();

async function openEmptyDatabase(folder: string): Promise<OpenedDatabase> {
  const server = embedded ? null : await startPostgresServer({ handleSignals: false });
  const opened = await openDatabase({ databaseUrl: server?.url, dataFolder: folder });
  stop = async () => {
    await opened.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await applyPendingMigrations(opened);
  return opened;
}

type Taken = Pick<ProposedVisit, "wishRank" | "travelMinutes">;

async function story(proof: Proof): Promise<void> {
  proof.chapter("The region");
  const folder = mkdtempSync(join(tmpdir(), "kca-term-"));
  const opened = await openEmptyDatabase(folder);
  const { db } = opened;
  const deps: Deps = { db, now: () => NOW, origin: "http://localhost", log: silentLogger(), wakeMail: () => undefined };
  const register = findRegister(folder, { demo: process.argv.includes("--demo-register") });
  const imported = await importSchools({ lines: readRegister(csvRecords(register.file)) }, deps);
  proof.holds("the register is imported", imported.ok, register.words);
  const roll = dice(SEED);
  await enterTerms(db);
  const officers = await hireOfficers(db, roll);
  await askForSessions(db, REQUESTS, roll);
  const { id: accountId } = await savedAccount(db, ["coordinator"]);
  proof.tell(`${REQUESTS} requests of ${await db.school.count({ where: { requests: { some: {} } } })} schools, seed ${SEED}; ${officers.length} presenters`);

  proof.chapter("Scheduled by the proposals alone");
  const startedAt = performance.now();
  const taken: Taken[] = [];
  let refused = 0;
  for (;;) {
    const waiting = await listRequestsToSchedule(db, REQUESTS);
    const before = taken.length;
    for (let from = 0; from < waiting.length; from += AT_ONCE) {
      const proposals = await proposeForAll(waiting.slice(from, from + AT_ONCE), deps);
      const takes = proposals.flatMap(({ request, proposed }) =>
        proposed
          ? [{ proposed, take: { reference: request.reference, version: request.version, plan: proposed.plan, because: proposed.reasons.join("; ") } }]
          : [],
      );
      const result = await takeProposals(takes.map(({ take }) => take), { kind: "staff", accountId }, deps);
      refused += result.refused.length;
      taken.push(...takes.filter(({ take }) => result.scheduled.includes(take.reference)).map(({ proposed }) => proposed));
    }
    if (taken.length === before) break;
  }
  const keepsWish = taken.length;
  const until = nextAcademicYearEndsOn(dayOf(NOW));
  for (const request of await listRequestsToSchedule(db, REQUESTS)) {
    const [best] = await proposeVisits({ request, count: 1, until }, deps);
    if (!best) continue;
    const { reference, version } = request;
    const result = await takeProposal({ reference, version, plan: best.plan, because: best.reasons.join("; ") }, { kind: "staff", accountId }, deps);
    if (result.ok) taken.push(best);
    else refused += 1;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const left = await listRequestsToSchedule(db, REQUESTS);
  const share = (count: number) => `${count} of ${REQUESTS} (${Math.round((count / REQUESTS) * 100)} %)`;
  proof.tell(`Within the schools' preferences: ${share(keepsWish)}`);
  for (let rank = 0; rank < 3; rank += 1) proof.tell(`  choice ${rank + 1}: ${share(taken.filter(({ wishRank }) => wishRank === rank).length)}`);
  proof.tell(`On other days: ${share(taken.length - keepsWish)}; without a day: ${share(left.length)}`);
  proof.tell(`${seconds.toFixed(0)} s for all, ${((seconds / REQUESTS) * 1000).toFixed(0)} ms a request`);
  const travel = taken.reduce((sum, { travelMinutes }) => sum + travelMinutes, 0);
  proof.tell(`Travel added: ${travel} minutes in all, ${(travel / Math.max(1, taken.length)).toFixed(0)} a visit, bases included`);
  for (const line of await loadLines(db, officers)) proof.tell(line);

  proof.chapter("What was promised");
  proof.equal("proposals that were refused when they were taken", refused, 0);
  const verdict = await verdictOf(db, opened.query);
  proof.equal("visits scheduled", verdict.visits, taken.length);
  proof.equal("double bookings", verdict.doubleBookings, 0);
  proof.equal("breaches of the travel rule", verdict.travelBreaches, 0);
  proof.equal("visits planned over a rule", await db.visit.count({ where: { overrideReason: { not: "" } } }), 0);
}

/** Hours of visits, and of working time that leave left, for each presenter; and how far apart their shares are. */
async function loadLines(db: Deps["db"], officers: readonly { id: string; name: string }[]): Promise<string[]> {
  const loads = [];
  for (const { id, name } of officers) {
    const visits = await db.commitment.findMany({ where: { presenterId: id, kind: "visit" }, select: { startsAt: true, endsAt: true } });
    const hours = visits.reduce((sum, { startsAt, endsAt }) => sum + (endsAt.getTime() - startsAt.getTime()) / 3_600_000, 0);
    const pattern = await db.workingPattern.findFirstOrThrow({ where: { presenterId: id }, select: { days: { select: { weekday: true } } } });
    loads.push({ name, visits: visits.length, hours, perDay: hours / pattern.days.length });
  }
  const perDay = loads.map((load) => load.perDay);
  const mean = perDay.reduce((sum, each) => sum + each, 0) / perDay.length;
  return [
    ...loads.map(
      (load) => `${load.name.padEnd(24)} ${String(load.visits).padStart(3)} visits, ${load.hours.toFixed(0).padStart(3)} hours, ${(load.perDay / mean).toFixed(2)} of a fair share by weekdays worked`,
    ),
    `Spread of the shares: ${(Math.min(...perDay) / mean).toFixed(2)} to ${(Math.max(...perDay) / mean).toFixed(2)}`,
  ];
}

await prove("term", story, () => stop());
