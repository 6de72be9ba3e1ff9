// npm run dev: the same HTTP layer as in production, pages through Vite with hot reload.
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

process.env.NODE_ENV ??= "development";
process.env.APP_MODE ??= "development";

const vite = await createServer({
  root: fileURLToPath(new URL("..", import.meta.url)),
  server: { middlewareMode: true },
  appType: "custom",
});

const load = (name) => vite.ssrLoadModule(fileURLToPath(new URL(`../app/${name}`, import.meta.url)));
const { readEnv, explainProblems } = await load("config/env.server.ts");
const reading = readEnv();
if (!reading.ok) {
  console.error(explainProblems(reading.problems));
  process.exit(1);
}

const { start, CannotStart } = await load("http/start.server.ts");
try {
  const running = await start({
    env: reading.env,
    build: () => vite.ssrLoadModule("virtual:remix/server-build"),
    browserFiles: { middlewares: vite.middlewares },
  });
  console.log(`Knife Crime Awareness sessions: ${running.origin}`);
  const stop = async () => {
    await running.stop();
    await vite.close();
    process.exit(0);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}
