// npm test: everything the project checks about itself, from a fresh clone. `node scripts/test.mjs PART ...` runs one
// part and passes the other words on. The last line is the sum, so that a machine can read it.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOW_TO_INSTALL_POSTGRES, findPostgresBinaries } from "../tests/support/postgres-server.mjs";
import { aptInstall } from "./lib/apt.mjs";
import { HOW_TO_INSTALL_CHROMIUM, findChromium } from "./lib/chromium.mjs";
import { buildProduct, findNodeProblem, generateClient, installPackages, program, root } from "./lib/project.mjs";
import { run, stopChildrenWithUs } from "./lib/run.mjs";

stopChildrenWithUs();

// Far from London, with a quarter of an hour in its offset.
const env = { ...process.env, TZ: "Asia/Kathmandu" };
const reports = mkdtempSync(join(tmpdir(), "kca-reports-"));
process.on("exit", () => rmSync(reports, { recursive: true, force: true }));

const say = (line) => process.stdout.write(`${line}\n`);
const node = (file, args, extra = {}) => run(process.execPath, [file, ...args], { cwd: root, env: { ...env, ...extra } });
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

const asCheck = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });

/** A runner that says it failed has failed, even where its report knows of no failed test. */
const asTests = (code, counts) => {
  if (counts === null) return { passed: 0, failed: 1, note: "no report was written" };
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  const none = counts.passed + failed + counts.skipped === 0;
  return { ...counts, failed, note: none ? "no tests yet" : counts.skipped > 0 ? `${counts.skipped} skipped` : "" };
};

const vitest = (project) => async (words) => {
  const file = join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--passWithNoTests", "--reporter=default", "--reporter=json"];
  const code = await node(program.vitest, [...args, `--outputFile.json=${file}`, ...words]);
  const report = readReport(file);
  if (report === null) return asTests(code, code === 0 ? { passed: 0, failed: 0, skipped: 0 } : null);
  // A file that cannot be loaded has no tests to fail.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => ({ name: `${name}: ${fullName}`, why: failureMessages.join("\n") })),
  );
  return asTests(code, {
    failures: [...failures, ...brokenFiles.map(({ name, message }) => ({ name: `${name}: could not be loaded`, why: message }))],
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests,
  });
};

const hasFiles = (folder, ending) =>
  existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(ending));

const requirePostgres = async () => {
  if (process.env.TEST_DATABASE_URL || findPostgresBinaries() !== null) return null;
  await aptInstall("postgresql", say);
  return findPostgresBinaries() === null ? HOW_TO_INSTALL_POSTGRES : null;
};

const requireChromium = async () => {
  if (findChromium() !== null) return null;
  if (!process.env.CHROMIUM) await aptInstall("chromium", say);
  return findChromium() === null ? HOW_TO_INSTALL_CHROMIUM : null;
};

const onServer = async (words) => {
  const problem = await requirePostgres();
  if (problem !== null) return { passed: 0, failed: 1, note: problem };
  return vitest("integration-server")(words);
};

const allSpecs = (suites) => suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...allSpecs(inner)]);

const reasonsOf = ({ tests }) =>
  tests.flatMap(({ results }) => results.flatMap(({ errors = [] }) => errors.map(({ message }) => message))).join("\n");

/** What a second attempt passed is no failure, and is named: an unsteady test is a fault to look for. */
const endToEndCounts = ({ stats, suites }) => {
  const specs = allSpecs(suites).map((spec) => ({ name: `${spec.file}: ${spec.title}`, why: reasonsOf(spec), spec }));
  return {
    failures: specs.filter(({ spec }) => !spec.ok),
    unsteady: specs.filter(({ spec }) => spec.tests.some(({ status }) => status === "flaky")),
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  };
};

const endToEnd = async (words) => {
  if (!hasFiles(join(root, "tests", "e2e"), ".spec.ts")) return { passed: 0, failed: 0, note: "no tests yet" };
  const problem = (await requireChromium()) ?? (await requirePostgres());
  if (problem !== null) return { passed: 0, failed: 1, note: problem };
  if (!(await buildProduct(say))) return { passed: 0, failed: 1, note: "not run: the build failed" };
  const file = join(reports, "e2e.json");
  const args = ["test", "--pass-with-no-tests", "--reporter=list,json", ...words];
  const code = await node(program.playwright, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const report = readReport(file);
  return asTests(code, report?.stats ? endToEndCounts(report) : null);
};

const parts = [
  { name: "lint", title: "lint", work: async (words) => asCheck(await node(program.eslint, [".", ...words])) },
  { name: "types", title: "types", work: async (words) => asCheck(await node(program.tsc, ["--noEmit", ...words])) },
  {
    name: "drift",
    title: "database drift",
    work: async () => asCheck(await node(program.tsx, [join("prisma", "scripts", "db.ts"), "drift"], { DATABASE_URL: "" })),
  },
  { name: "unit", title: "unit", work: vitest("unit") },
  { name: "integration", title: "integration, embedded database", work: vitest("integration-embedded") },
  { name: "integration", title: "integration, PostgreSQL server", work: onServer },
  { name: "build", title: "build", work: async () => asCheck((await buildProduct(say, { force: true })) ? 0 : 1) },
  { name: "e2e", title: "end to end, Chromium", work: endToEnd },
];

const names = [...new Set(parts.map((part) => part.name))];
const [wanted, ...words] = process.argv.slice(2);
if (wanted !== undefined && !names.includes(wanted)) {
  say(`There is no part named ${wanted}. Parts: ${names.join(", ")}`);
  process.exit(1);
}
const problem = findNodeProblem();
if (problem !== null) {
  say(problem);
  process.exit(1);
}
if (!(await installPackages(say)) || !(await generateClient(say))) {
  say("Packages or the database client could not be made ready; what was said stands above.");
  say("0 passed, 1 failed");
  process.exit(1);
}

const results = [];
for (const part of parts.filter(({ name }) => wanted === undefined || name === wanted)) {
  say(`\n=== ${part.title}`);
  const startedAt = Date.now();
  const result = await part.work(wanted === undefined ? [] : words);
  if (result.note) say(result.note);
  results.push({ title: part.title, seconds: (Date.now() - startedAt) / 1000, ...result });
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const width = Math.max(...results.map(({ title }) => title.length));
say(`\n${"part".padEnd(width)}  result  passed  failed  seconds`);
for (const { title, passed, failed, seconds, note } of results) {
  const verdict = failed > 0 ? "FAILED" : passed > 0 ? "ok    " : "none  ";
  const figures = [String(passed).padStart(6), String(failed).padStart(6), seconds.toFixed(1).padStart(7)].join("  ");
  say(`${title.padEnd(width)}  ${verdict}  ${figures}${note ? `  ${note}` : ""}`);
}
// Once more at the end: whoever sees only the last lines of a long run still reads what to look at.
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
const firstLines = (text = "") =>
  text
    .replace(colours, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 200)}`);
const tell = (verdict, title, { name, why }) =>
  [`${verdict} ${title}: ${name}`.replace(`${root}/`, ""), ...firstLines(why)].forEach(say);
for (const { title, unsteady = [] } of results) unsteady.forEach((test) => tell("UNSTEADY", title, test));
for (const { title, failures = [] } of results) failures.forEach((test) => tell("FAILED", title, test));
process.exitCode = sum("failed") > 0 ? 1 : 0;
say(`\n${sum("passed")} passed, ${sum("failed")} failed`);
