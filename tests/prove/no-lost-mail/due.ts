import type { Db } from "~/data/db.server";
import { secondContact } from "./lanes";

/** How often each message must have been written: "visit or request, occasion, address" to times. */
export type Due = Map<string, number>;

export const OCCASIONS = [
  "visit-confirmed",
  "visit-assigned",
  "visit-moved",
  "visit-changed",
  "visit-left",
  "visit-cancelled",
  "contact-added",
  "contact-removed",
] as const;

type Booking = { first: string; reference: string; named: number; second: string | null; live: { id: string; presenters: string[] } | null };

/**
 * What the kept actions must send, told from the history alone by a second, simple program: it knows the rule of each
 * occasion and nothing of how mails are queued. `actions` counts what was kept.
 */
export async function messagesDue(db: Db): Promise<{ due: Due; actions: number }> {
  const requests = await db.bookingRequest.findMany({
    select: { id: true, reference: true, contacts: { where: { rank: 1 }, select: { account: { select: { email: true } } } } },
  });
  const bookings = new Map(
    requests.map(({ id, reference, contacts }): [string, Booking] => [
      id,
      { first: contacts[0]?.account.email ?? "", reference, named: 0, second: null, live: null },
    ]),
  );
  const accounts = await db.account.findMany({ select: { id: true, email: true } });
  const emailOf = (id: string) => accounts.find((account) => account.id === id)?.email ?? id;
  const due: Due = new Map();
  const add = (about: string, occasion: (typeof OCCASIONS)[number], addresses: readonly string[]) => {
    for (const address of addresses) {
      const key = dueKey(about, occasion, address);
      due.set(key, (due.get(key) ?? 0) + 1);
    }
  };
  const rows = await db.historyEntry.findMany({
    where: { requestId: { not: null } },
    orderBy: { id: "asc" },
    select: { action: true, requestId: true, visitId: true, detail: true },
  });
  let actions = 0;
  for (const { action, requestId, visitId, detail } of rows) {
    const booking = bookings.get(requestId ?? "");
    if (!booking) continue;
    const contacts = () => [booking.first, ...(booking.second === null ? [] : [booking.second])];
    const visit = visitId ?? "";
    switch (action) {
      case "visit_scheduled": {
        actions += 1;
        const presenters = idsIn(detail, "presenters").map(emailOf);
        booking.live = { id: visit, presenters };
        add(visit, "visit-confirmed", contacts());
        add(visit, "visit-assigned", presenters);
        break;
      }
      case "visit_moved": {
        actions += 1;
        const before = idsIn(detail, "fromPresenters").map(emailOf);
        const after = idsIn(detail, "presenters").map(emailOf);
        booking.live = { id: visit, presenters: after };
        add(visit, "visit-moved", [...contacts(), ...after.filter((each) => before.includes(each))]);
        add(visit, "visit-assigned", after.filter((each) => !before.includes(each)));
        add(visit, "visit-left", before.filter((each) => !after.includes(each)));
        break;
      }
      case "visit_cancelled":
        actions += 1;
        add(visit, "visit-cancelled", [...contacts(), ...(booking.live?.presenters ?? [])]);
        booking.live = null;
        break;
      case "second_contact_removed":
        actions += 1;
        add(requestId ?? "", "contact-removed", [booking.second ?? ""]);
        if (booking.live) add(booking.live.id, "visit-left", [booking.second ?? ""]);
        booking.second = null;
        break;
      case "second_contact_added":
        // One who takes another's place is one action with two rows of history.
        actions += booking.named === 0 ? 1 : 0;
        booking.named += 1;
        booking.second = secondContact(booking.reference, booking.named);
        add(requestId ?? "", "contact-added", [booking.second]);
        if (booking.live) add(booking.live.id, "visit-confirmed", [booking.second]);
        break;
    }
  }
  return { due, actions };
}

/**
 * Whom nothing has reached yet is invited to the visit as it is now, and not told of a change: which of these mails it is
 * depends on what had left, and that a history of bookings does not know.
 */
const TELLS_HOW_IT_IS: readonly string[] = ["visit-confirmed", "visit-assigned", "visit-moved", "visit-changed"];

export function dueKey(about: string, occasion: string, address: string): string {
  return `${about} ${TELLS_HOW_IT_IS.includes(occasion) ? "how it is" : occasion} ${address.toLowerCase()}`;
}

function idsIn(detail: unknown, name: string): string[] {
  const value: unknown = typeof detail === "object" && detail !== null ? Reflect.get(detail, name) : undefined;
  return Array.isArray(value) ? value.map(String) : [];
}
