// npm run bench -- NAME: runs tests/bench/NAME.ts, which measures and prints figures. It judges nothing: figures depend
// on the machine.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildProduct, findNodeProblem, generateClient, installPackages, program, root } from "./lib/project.mjs";
import { run, stopChildrenWithUs } from "./lib/run.mjs";

stopChildrenWithUs();

const folder = join(root, "tests", "bench");
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => file.slice(0, -3))
      .sort()
  : [];

const say = (line) => process.stdout.write(`${line}\n`);
const [name, ...words] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  say(name === undefined ? "Usage: npm run bench -- NAME" : `There is no benchmark named ${name}.`);
  say(names.length === 0 ? "There are none yet: they live in tests/bench." : `Benchmarks: ${names.join(", ")}`);
  process.exit(1);
}
const problem = findNodeProblem();
if (problem !== null) {
  say(problem);
  process.exit(1);
}
const prepared = (await installPackages(say)) && (await generateClient(say)) && (await buildProduct(say));
if (!prepared) process.exit(1);
process.exitCode = await run(process.execPath, [program.tsx, join("tests", "bench", `${name}.ts`), ...words], {
  cwd: root,
  env: { ...process.env, TZ: "Asia/Kathmandu" },
});
