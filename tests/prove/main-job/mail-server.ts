import type { Day } from "~/lib/london-time";
import { openBrowser, rowsOf, type Browser } from "../../support/http-browser";
import { aMoment } from "../../support/proof-stage";
import { PRESENTERS } from "./cast";
import { invited } from "./invitations";
import { ARRIVED, planForm, planned, runningOrder } from "./planning";
import type { Booked, Play } from "./play";
import { signIn } from "./sign-in";

/** The second try comes after 48 to 72 seconds; the clock that looks for it ticks every minute. */
const RETRY_DUE_MS = 73_000;

export async function mailServerIsAway(
  play: Play,
  {
    coordinator,
    manager,
    booking,
    day,
  }: { coordinator: Browser; manager: Browser; booking: Booked; day: Day },
): Promise<{ again: Booked; failedAt: number }> {
  const { proof, stage: set } = play;
  proof.chapter("Mail: the mail server is away while a second visit is planned");
  const form = await planForm(play, coordinator, booking, day, "10:00");
  const before = set.mail.all().length;
  await set.mail.stop();
  const down = await openBrowser(set.origin, "Proof").open("/readyz");
  proof.equal("/readyz says so", down.status, 503, down.body);
  const page = await coordinator.press(form, ARRIVED, runningOrder(booking.year, "10:00"));
  proof.equal("the visit is planned all the same", page.answers[0]?.status, 303, page.path);
  const visit = await planned(play, booking, page);
  const recipients = booking.contacts.length + PRESENTERS.length;
  const waiting = await untilTried(manager, recipients);
  proof.equal(
    "its invitations wait, tried and kept",
    waiting.length,
    recipients,
    waiting[0]?.slice(1).join(" | "),
  );
  const failedAt = Date.now();
  await set.mail.start();
  proof.equal("none has arrived", set.mail.all().length, before);
  proof.tell("The mail server is back. Everybody goes on working meanwhile");
  return { again: { ...booking, visit: { ...visit, uid: "" } }, failedAt };
}

async function untilTried(manager: Browser, count: number): Promise<string[][]> {
  for (let looks = 0; ; looks += 1) {
    const rows = rowsOf(await manager.open("/admin/mail?status=queued"), "Messages: waiting");
    const tried = rows.filter((cells) => Number(cells[5]) > 0);
    if (tried.length >= count || looks > 100) return tried;
    await aMoment(100);
  }
}

/** The presenters' codes wake the sender once the second try is due, so that nobody waits for the clock. */
export async function mailComesAfterAll(
  play: Play,
  again: Booked,
  failedAt: number,
): Promise<[Browser, Browser]> {
  const { proof, stage: set } = play;
  proof.chapter("Mail: what had to wait arrives");
  const seen = set.mail.all().length;
  proof.tell("A mail that could not leave is tried again after about a minute");
  while (set.mail.all().length === seen && Date.now() - failedAt < RETRY_DUE_MS) await aMoment(200);
  const [one, other] = PRESENTERS;
  const presenters: [Browser, Browser] = [await signIn(play, one), await signIn(play, other)];
  again.visit.uid = (await invited(play, again, again.visit)).uid;
  return presenters;
}
