import { formatMinutes } from "~/lib/london-time";
import { partsFromDay } from "~/lib/form-data";
import { AFTERNOON, type Round, type Standing, type World } from "./world";

export type Attempt = { kind: "plan" | "move" | "reassign" | "block"; path: string; fields: readonly (readonly [string, string])[] };

/** What eight people want of the first presenter (and some of the second) on one day, all at once. */
export function attemptsOf(round: Round, { first, second }: World["presenters"]): Attempt[] {
  const { baseMinutes: base } = round;
  const [one, two, three] = round.requests;
  if (!one || !two || !three) throw new Error("A round has three requests");
  return [
    plan(round, one, base, [first]),
    // Beside the first without touching it: too little time to travel from there.
    plan(round, two, base + 50, [first]),
    plan(round, three, base + 10, [first, second]),
    move("move", round, round.moved, base + 5, second),
    move("move", round, round.movedAndReassigned, base - 45, first),
    move("reassign", round, round.reassigned, base, first),
    // Over the second plan, and close behind the others.
    block(round, first, base + 35, base + 90),
    block(round, second, base - 30, base + 60),
  ];
}

function plan(round: Round, request: Round["requests"][number], start: number, presenters: readonly string[]): Attempt {
  return {
    kind: "plan",
    path: `/requests/${request.reference}/plan`,
    fields: [["version", "1"], ["onDate", round.onDate], ["intent", "schedule"], ...row(request.groupId, start, presenters)],
  };
}

function move(kind: "move" | "reassign", round: Round, visit: Standing, start: number, presenter: string): Attempt {
  return {
    kind,
    path: `/visits/${visit.id}/move`,
    fields: [
      ["version", "1"],
      ["seen", "0"],
      ["intent", "confirm"],
      ["reasons", "move.other"],
      ...dayFields("on", round),
      ...row(visit.groupId, start, [presenter]),
    ],
  };
}

function block(round: Round, presenter: string, start: number, end: number): Attempt {
  if (end > AFTERNOON) throw new Error("The blocked time would touch what stands in the afternoon");
  return {
    kind: "block",
    path: `/availability/absence?presenter=${presenter}`,
    fields: [["kind", "court"], ...dayFields("from", round), ["start", formatMinutes(start)], ["end", formatMinutes(end)]],
  };
}

function row(groupId: string, start: number, presenters: readonly string[]): [string, string][] {
  return [
    ["rows.0.groupId", groupId],
    ["rows.0.start", formatMinutes(start)],
    ["rows.0.minutes", "25"],
    ["rows.0.room", "Hall"],
    ...presenters.map((id): [string, string] => ["rows.0.presenters", id]),
  ];
}

function dayFields(name: string, { onDate }: Round): [string, string][] {
  return Object.entries(partsFromDay(onDate)).map(([part, value]): [string, string] => [`${name}.${part}`, value]);
}

export type Outcome = "done" | "refused" | "server error";

/** Sends it as a browser does, without following where it leads. Any answer that is no answer is an error of the server. */
export async function send(origin: string, cookie: string, { path, fields }: Attempt): Promise<{ outcome: Outcome; status: number }> {
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: origin, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
  });
  await response.arrayBuffer();
  const { status } = response;
  if (status === 303) return { outcome: "done", status };
  if (status === 409) return { outcome: "refused", status };
  return { outcome: "server error", status };
}
