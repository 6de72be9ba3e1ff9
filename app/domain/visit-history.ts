import { dayOf, formatInstantTime, formatShortDay } from "~/lib/london-time";

/** "from Tue 24 Nov, 08:55 to Wed 25 Nov, 13:00", out of the history of a move; empty where the time stayed. */
export function describeMove(detail: unknown): string {
  const [from, to] = [instantIn(detail, "fromStartsAt"), instantIn(detail, "startsAt")];
  const ends = [instantIn(detail, "fromEndsAt"), instantIn(detail, "endsAt")].map((end) => end?.getTime());
  if (!from || !to || (from.getTime() === to.getTime() && ends[0] === ends[1])) return "";
  return `from ${momentWords(from)} to ${momentWords(to)}`;
}

function instantIn(detail: unknown, name: string): Date | null {
  if (typeof detail !== "object" || detail === null) return null;
  const text: unknown = Reflect.get(detail, name);
  const instant = typeof text === "string" ? new Date(text) : null;
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}

function momentWords(instant: Date): string {
  return `${formatShortDay(dayOf(instant))}, ${formatInstantTime(instant)}`;
}

/** Who of a visit was told, as the history keeps it: by account. */
export type ToldRole = "contact" | "presenter";

const TOLD: Readonly<Record<ToldRole, string>> = {
  contact: "The school’s contact was told in person",
  presenter: "A presenter was told in person",
};

export function describeTelling(detail: unknown): string {
  return textIn(detail, "role") === "contact" ? TOLD.contact : TOLD.presenter;
}

export type RingLine = { action: string; at: Date; detail: unknown; actorName: string | null };

export type ToldLine = { accountId: string; at: Date; byName: string | null; beforeLastChange: boolean };

/** What a visit's newest history (newest first) says of who came and went, and who was told of it. */
export function ringFacts(
  lines: readonly RingLine[],
  since: Date,
  presentIds: readonly string[],
): { joinedIds: string[]; leftIds: string[]; told: ToldLine[] } {
  const recent = lines.filter(({ at }) => at >= since);
  const changes = recent.filter(({ action }) => action === "visit_moved" || action === "visit_cancelled");
  const lastChangeAt = changes[0]?.at ?? null;
  const before = new Set(changes.flatMap(({ detail }) => textsIn(detail, "fromPresenters")));
  const firstFrom = textsIn(changes.findLast(({ action }) => action === "visit_moved")?.detail, "fromPresenters");
  return {
    joinedIds: firstFrom.length === 0 ? [] : presentIds.filter((id) => !firstFrom.includes(id)),
    leftIds: [...before].filter((id) => !presentIds.includes(id)),
    told: recent.flatMap(({ action, at, detail, actorName }) => {
      const accountId = textIn(detail, "accountId");
      if (action !== "person_told" || accountId === "") return [];
      return [{ accountId, at, byName: actorName, beforeLastChange: lastChangeAt !== null && at < lastChangeAt }];
    }),
  };
}

function textsIn(detail: unknown, name: string): string[] {
  if (typeof detail !== "object" || detail === null) return [];
  const list: unknown = Reflect.get(detail, name);
  return Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
}

function textIn(detail: unknown, name: string): string {
  if (typeof detail !== "object" || detail === null) return "";
  const text: unknown = Reflect.get(detail, name);
  return typeof text === "string" ? text : "";
}
