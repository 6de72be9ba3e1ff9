// Loads the demo story where the database is empty; `npm run demo` runs it before every start.
import { join } from "node:path";
import { explainProblems, readEnv } from "~/config/env.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, pendingMigrations } from "~/data/migrations.server";
import { mailTransport } from "~/integrations/mail-transport.server";
import { silentLogger } from "~/lib/logger.server";
import { keepOrganizer } from "~/services/keep-organizer.server";
import { tellDemoStory } from "./story";

class NotToldHere extends Error {}

async function main(): Promise<void> {
  const reading = readEnv();
  if (!reading.ok) throw new NotToldHere(explainProblems(reading.problems));
  const { env } = reading;
  if (env.mode === "production") {
    throw new NotToldHere("The demo story is not for production. Set APP_MODE=demo.");
  }
  const opened = await openDatabase({ databaseUrl: env.databaseUrl, dataFolder: env.dataFolder });
  try {
    if (opened.kind === "embedded") await applyPendingMigrations(opened);
    else if ((await pendingMigrations(opened)).length > 0) {
      throw new NotToldHere("The database is behind this version. Run: npm run db -- deploy");
    }
    // Before the first invitation of the story: calendars keep the organizer that they met first.
    await keepOrganizer(env.mailFrom, { db: opened.db, now: () => new Date(), log: silentLogger() });
    const result = await tellDemoStory({
      db: opened.db,
      now: new Date(),
      origin: env.origin,
      // Always files: nobody outside is written to about a story.
      transport: mailTransport({
        smtpUrl: undefined,
        mailFrom: env.mailFrom,
        folder: join(env.dataFolder, "mail"),
      }),
      say: (line) => process.stdout.write(`        ${line}\n`),
    });
    if (!result.ok && result.reason === "broke_off") {
      throw new NotToldHere(
        "The demo story broke off while it was loaded. Start over: npm run demo -- --fresh",
      );
    }
    if (!result.ok)
      process.stdout.write("        This database has data of its own: no demo story is loaded.\n");
  } finally {
    await opened.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(error instanceof NotToldHere ? `${error.message}\n` : `${String(error)}\n`);
  if (error instanceof Error && !(error instanceof NotToldHere) && error.stack)
    process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
