import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { PrintPage } from "~/components/reach/print-page";
import type { Db } from "~/data/db.server";
import { describePeriod } from "~/domain/programme-year";
import { printedReport, type PrintedReport } from "~/services/printed-report.server";
import { findChromium, HOW_TO_INSTALL_CHROMIUM } from "./lib/chromium.mjs";
import { Refusal, runOnDatabase } from "./lib/on-database";

const USAGE =
  "Usage: npm run report -- --year 2026 --pdf FILE\n" +
  "  --year  the programme year that begins in it; without one, the year of today\n" +
  "  --pdf   where the PDF is written";
const STYLES = join("build", "client", "assets");
const LONGEST_MS = 60_000;

type Arguments = { year: number | null; file: string; chromium: string; styles: string };

async function writeReport(db: Db, { year, file, chromium, styles }: Arguments): Promise<void> {
  const choice = year === null ? null : { kind: "programme" as const, onDay: `${year}-12-01` };
  // What leaves as a file may be handed on to anybody: it says what an analyst may read.
  const report = await printedReport({ choice, audience: "analyst" }, { db, now: () => new Date() });
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  try {
    const page = join(folder, "report.html");
    writeFileSync(page, documentOf(report, styles));
    const options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", `--user-data-dir=${join(folder, "profile")}`];
    // Chromium keeps its sandbox; only root, who has none, must do without.
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const printed = spawnSync(
      chromium,
      [...options, ...sandbox, `--print-to-pdf=${resolve(file)}`, pathToFileURL(page).href],
      { encoding: "utf8", timeout: LONGEST_MS },
    );
    if (printed.status !== 0) throw new Refusal(`${chromium} could not print the report:\n${printed.stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${describePeriod(report.period)}: ${Math.round(report.reach.figure)} students reached. Written to ${file}`);
}

function documentOf(report: PrintedReport, styles: string): string {
  const page = renderToStaticMarkup(createElement(PrintPage, report));
  const title = `Students reached, ${report.period.name}`;
  const body = `<body class="govuk-template__body"><main class="govuk-main-wrapper">${page}</main></body>`;
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title><style>${styles}</style></head>${body}</html>`;
}

function readArguments(): Arguments {
  let parsed;
  try {
    parsed = parseArgs({ options: { year: { type: "string" }, pdf: { type: "string" } } });
  } catch {
    throw new Refusal(USAGE);
  }
  const { year, pdf } = parsed.values;
  if (pdf === undefined || (year !== undefined && !/^20\d\d$/.test(year))) throw new Refusal(USAGE);
  const chromium = findChromium();
  if (chromium === null) throw new Refusal(HOW_TO_INSTALL_CHROMIUM);
  return { year: year === undefined ? null : Number(year), file: pdf, chromium, styles: readStyles() };
}

function readStyles(): string {
  try {
    const name = readdirSync(STYLES).find((each) => /^app-.*\.css$/.test(each));
    if (name !== undefined) return readFileSync(join(STYLES, name), "utf8");
  } catch {
    // Said below.
  }
  throw new Refusal("There is no build yet, and the report needs its stylesheet. Run first: npm run build");
}

await runOnDatabase(readArguments, writeReport);
