// npm run jobs: works on the queue without serving pages. Any number of them may run on a PostgreSQL server, beside web
// processes that work too or, with WORKER=off, do not (docs/mail.md).
import { defaultToProductionCode, explainProblems, readEnv } from "~/config/env.server";

defaultToProductionCode();
const reading = readEnv({ ...process.env, WORKER: "on" });
if (!reading.ok) {
  console.error(explainProblems(reading.problems));
  process.exit(1);
}
if (reading.env.databaseUrl === undefined) {
  console.error(
    "npm run jobs needs a PostgreSQL server (DATABASE_URL): the embedded database has one process, and npm start works in it.",
  );
  process.exit(1);
}

const { CannotStart, openService } = await import("~/http/open-service.server");

try {
  const service = await openService(reading.env);
  console.log("Knife Crime Awareness sessions: working");
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}
