import { fileURLToPath } from "node:url";
import { defaultToProductionCode, explainProblems, readEnv } from "~/config/env.server";

// The settings first: nothing is loaded or opened while one of them is wrong.
defaultToProductionCode();
const reading = readEnv();
if (!reading.ok) {
  console.error(explainProblems(reading.problems));
  process.exit(1);
}

const { CannotStart } = await import("~/http/open-service.server");
const { start } = await import("~/http/start.server");

try {
  const running = await start({
    env: reading.env,
    build: await import(new URL("./server/index.js", import.meta.url).href),
    browserFiles: { folder: fileURLToPath(new URL("./client", import.meta.url)) },
  });
  // A parent that started us (npm run demo, npm run prove) waits for this line.
  console.log(`Knife Crime Awareness sessions: ${running.origin}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      running.stop().then(
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
