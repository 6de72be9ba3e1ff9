import { parse } from "csv-parse/sync";
import { academicYearOf } from "~/domain/programme-year";
import type { Day } from "~/lib/london-time";
import { factOf, mainWords, type Browser, type Page } from "../../support/http-browser";
import { ROLL, SEEN, TARGET } from "./cast";
import { chooseDays, type Play } from "./play";

export type ReachSeen = { figure: number; target: number | null; words: string };

/** The page of the programme year that a day lies in; today's without one. */
export function reachPage(browser: Browser, onDay: Day | null): Promise<Page> {
  return browser.open(onDay === null ? "/reach" : `/reach?period=programme-${onDay}`);
}

export async function reachNow(browser: Browser, onDay: Day | null = null): Promise<ReachSeen> {
  const words = /Students reached: ([\d,]+)(?: of ([\d,]+))?/.exec(
    mainWords(await reachPage(browser, onDay)),
  );
  if (!words) throw new Error("/reach does not say how many students were reached");
  const number = (text: string | undefined) => Number((text ?? "").replaceAll(",", ""));
  return {
    figure: number(words[1]),
    target: words[2] ? number(words[2]) : null,
    words: words[0].replace(/^.*: /, ""),
  };
}

/** Rule 5 by hand, in the order of the visits' starts. `roll` is null where it was given for another year. */
function byHand(roll: number | null) {
  const reachedFirst = SEEN.first["9A"] + SEEN.first["9B"];
  // 9A again: the same students do not count. 9B: the share of the year group that was not yet reached.
  const mixed = SEEN.again["9B"];
  const share = roll === null ? 0 : mixed * (1 - reachedFirst / roll);
  return {
    counted: [SEEN.first["9A"], SEEN.first["9B"], 0, share],
    figure: Math.round(reachedFirst + share),
    // At least everybody in the mix had been there before; at most nobody.
    low: Math.max(reachedFirst, roll === null ? 0 : mixed),
    high: Math.min(reachedFirst + mixed, roll ?? Infinity),
    attendances: reachedFirst + SEEN.again["9A"] + mixed,
  };
}

export async function reportAgrees(play: Play, manager: Browser, days: readonly Day[]): Promise<ReachSeen> {
  const { proof } = play;
  const [firstDay = ""] = days;
  proof.chapter("Manager: reads the report");
  const { first } = chooseDays();
  const isSameYear = academicYearOf(first) === academicYearOf(firstDay);
  const hand = byHand(isSameYear ? ROLL : null);
  if (isSameYear) {
    const { first: before, again } = SEEN;
    const reached = before["9A"] + before["9B"];
    const share = (hand.counted[3] ?? 0).toFixed(2);
    proof.tell(`By hand, first visit: ${before["9A"]} + ${before["9B"]} new = ${reached}`);
    proof.tell(`By hand, second visit: 9A, ${again["9A"]} the same students: 0`);
    proof.tell(`By hand, second visit: 9B, ${again["9B"]} mixed x (1 - ${reached}/${ROLL}) = ${share}`);
  } else {
    proof.tell("The school’s roll is of another academic year: the mixed group adds to the upper end alone");
  }
  const page = await reachPage(manager, firstDay);
  const reach = await reachNow(manager, firstDay);
  proof.equal("students reached", reach.figure, hand.figure, `Students reached: ${reach.words}`);
  const range =
    hand.low === hand.high ? "The records leave no range." : `Between ${hand.low} and ${hand.high}.`;
  proof.contains("with its range", mainWords(page), range);
  proof.equal("and the attendances beside it", factOf(page, "Attendances"), String(hand.attendances));
  proof.contains("and its basis", factOf(page, "Attendances come from"), `headcount ${hand.attendances}`);
  if (reach.target !== null) {
    proof.equal(
      "what remains of the target",
      factOf(page, "Still to reach"),
      `${(TARGET - hand.figure).toLocaleString("en-GB")} students`,
    );
  }
  proof.holds("no visit is left unrecorded", !mainWords(page).includes("Not recorded yet"), "none");

  const csv = await manager.open(`/reach.csv?period=programme-${firstDay}`);
  const rows: string[][] = parse(csv.body, { bom: true, relax_column_count: true, skip_empty_lines: true });
  const told = new Map(rows.slice(0, 9).map(([key = "", value = ""]) => [key, value]));
  proof.equal("/reach.csv tells the same figure", told.get("Students reached"), String(hand.figure));
  proof.equal(
    "the same range",
    [told.get("Between"), told.get("And")],
    [String(hand.low), String(hand.high)],
  );
  const header = rows.findIndex(([cell]) => cell === "Day");
  const column = rows[header]?.indexOf("Counted towards students reached") ?? -1;
  const counted = rows.slice(header + 1).map((row) => Number(row[column]));
  proof.equal(
    "group by group, in order of time",
    counted,
    hand.counted.map((part) => Number(part.toFixed(4))),
  );
  return reach;
}
