import { formatDay, type Day } from "~/lib/london-time";
import {
  buttonsNamed,
  choicesOf,
  factOf,
  fillIn,
  headingOf,
  hrefOf,
  mainWords,
  type Browser,
  type Entries,
  type Page,
} from "../../support/http-browser";
import { COORDINATOR, OTHER_COORDINATOR, PRESENTERS } from "./cast";
import { invited, readEverybodys } from "./invitations";
import { dayFromWords, londonInstant } from "./london-clock";
import { dateEntries, type Booked, type Booking, type Days, type Planned, type Play } from "./play";
import { signIn } from "./sign-in";

export const ARRIVED = "Schedule and send invitations";

export async function visitsArePlanned(
  play: Play,
  { first, second, days }: { first: Booking; second: Booking; days: Days },
): Promise<{ coordinator: Browser; first: Booked; second: Booked }> {
  const { proof } = play;
  proof.chapter("Coordinators: two of them want the same presenters at the same time");
  const [coordinator, other] = await Promise.all([
    signIn(play, COORDINATOR),
    signIn(play, OTHER_COORDINATOR),
  ]);
  const inbox = mainWords(await coordinator.open("/requests"));
  for (const { reference } of [first, second])
    proof.contains("the inbox shows the request", inbox, reference);

  const firstForm = await planForm(play, coordinator, first, days.first, "09:10");
  const secondForm = await planForm(play, other, second, days.first, "09:10");
  const firstPlan = fillIn(firstForm, ARRIVED, runningOrder(first.year, "09:10"));
  const secondPlan = fillIn(secondForm, ARRIVED, runningOrder(second.year, "09:10"));

  const foreign = await coordinator.send(firstPlan, {
    Origin: "https://elsewhere.example",
    "Sec-Fetch-Site": "cross-site",
  });
  proof.equal("a form from a foreign origin is refused", foreign.status, 403, `403, “${headingOf(foreign)}”`);
  const silent = await coordinator.send(firstPlan, { Origin: null, "Sec-Fetch-Site": null });
  proof.equal("so is one that does not say where it is from", silent.status, 403, "403");
  proof.contains("nothing came of it", mainWords(await coordinator.open("/requests")), first.reference);

  const race = [
    { booking: first, browser: coordinator, answer: coordinator.send(firstPlan) },
    { booking: second, browser: other, answer: other.send(secondPlan) },
  ];
  const runners = await Promise.all(
    race.map(async ({ answer, ...runner }) => ({ ...runner, page: await answer })),
  );
  const statuses = runners.map(({ page }) => page.answers[0]?.status).sort();
  proof.equal(
    `both submit ${formatDay(days.first)} 09:10 at once: one wins, one is refused`,
    statuses,
    [303, 409],
  );
  const winner = runners.find(({ page }) => page.answers[0]?.status === 303);
  const loser = runners.find(({ page }) => page.answers[0]?.status === 409);
  if (!winner || !loser) throw new Error("The race has no winner or no loser");
  proof.tell(`${winner.booking.reference} won, ${loser.booking.reference} lost`);
  const refusal = mainWords(loser.page);
  const [presenter] = PRESENTERS;
  proof.contains("the loser reads what happened", refusal, "That time is taken");
  const clash =
    new RegExp(`${presenter.name} is already taken [^.]*`).exec(refusal)?.[0] ?? refusal.slice(0, 600);
  proof.holds("and by what", clash.includes(winner.booking.school.name), clash, winner.booking.school.name);
  const nearest = buttonsNamed(loser.page, "moveTo");
  proof.equal("and the three nearest times of the same presenters", nearest.length, 3, nearest.join("; "));
  const moved = await loser.browser.press(loser.page, nearest[0] ?? "");
  proof.contains("takes the nearest one", mainWords(moved), "It is not saved yet");
  const retried = await loser.browser.press(moved, ARRIVED);
  proof.equal("which is free", retried.answers[0]?.status, 303, retried.path);

  const winnerVisit = await planned(play, winner.booking, winner.page);
  const loserVisit = await planned(play, loser.booking, retried);
  proof.holds(
    "the two visits do not overlap",
    winnerVisit.endsAt <= loserVisit.startsAt || loserVisit.endsAt <= winnerVisit.startsAt,
    `${winnerVisit.startsAt.toISOString()} and ${loserVisit.startsAt.toISOString()}`,
  );
  proof.chapter("Mail: invitations to both schools and both presenters");
  const bookings = [
    { ...winner.booking, visit: await invited(play, winner.booking, winnerVisit) },
    { ...loser.booking, visit: await invited(play, loser.booking, loserVisit) },
  ];
  const [one, two] = [first, second].map(({ reference }) =>
    bookings.find((each) => each.reference === reference),
  );
  if (!one || !two) throw new Error("A booking was lost");
  proof.holds("each visit has an identity of its own", one.visit.uid !== two.visit.uid, "two UIDs");
  return { coordinator, first: one, second: two };
}

/** From the request's page to the filled-in proposal: day, who is free, running order. */
export async function planForm(
  play: Play,
  browser: Browser,
  booking: Booking,
  day: Day,
  start: string,
): Promise<Page> {
  const request = await browser.open(`/requests/${booking.reference}`);
  const link = mainWords(request).includes("Plan another visit") ? "Plan another visit" : "Plan a visit";
  let page = await browser.open(hrefOf(request, link));
  page = await browser.press(page, "See who is free", dateEntries("Day of the visit", day));
  for (const { name } of PRESENTERS) {
    play.proof.contains(
      `planning ${formatDay(day)} shows`,
      choicesOf(page, "Presenters").join("; "),
      `${name}: `,
    );
  }
  return browser.press(page, "Propose a running order", {
    "First session starts at": start,
    Presenters: PRESENTERS.map(({ name }) => name),
  });
}

/** Both tutor groups at once, each with a presenter of its own. */
export function runningOrder(year: 8 | 9, start: string): Entries {
  const [one, other] = PRESENTERS;
  return {
    [`${year}A > Starts at`]: start,
    [`${year}A > Minutes`]: "25",
    [`${year}A > Room`]: "Hall",
    [`${year}A > Presenters`]: [one.name],
    [`${year}B > Starts at`]: start,
    [`${year}B > Minutes`]: "25",
    [`${year}B > Room`]: "Library",
    [`${year}B > Presenters`]: [other.name],
    "Note for the school (optional)": "Please have both rooms open.",
  };
}

/** What the contact's own page says about the visit, in instants worked out without the service's code. */
export async function planned(play: Play, booking: Booking, page: Page): Promise<Omit<Planned, "uid">> {
  const id = /^\/visits\/([\w-]+)/.exec(page.path)?.[1] ?? "";
  const own = await booking.browser.open(`/bookings/${booking.reference}`);
  const caption = /\d\d:\d\d to \d\d:\d\d/.exec(mainWords(page))?.[0] ?? "";
  const stated = mainWords(own);
  const heading =
    new RegExp(`(\\w+ \\d+ \\w+ \\d{4}) From arriving to leaving ${caption}`).exec(stated)?.[1] ?? "";
  play.proof.holds("the contact’s page shows the visit", heading !== "", `${heading}, ${caption}`, caption);
  const onDate = dayFromWords(heading);
  const [arrive = "", leave = ""] = caption.split(" to ");
  return { id, onDate, startsAt: londonInstant(onDate, arrive), endsAt: londonInstant(onDate, leave) };
}

export async function visitIsCancelled(play: Play, coordinator: Browser, booking: Booked): Promise<void> {
  const { proof } = play;
  proof.chapter("Coordinator: cancels the other school’s visit");
  const visit = await coordinator.open(`/visits/${booking.visit.id}`);
  const form = await coordinator.open(hrefOf(visit, "Cancel this visit"));
  const page = await coordinator.press(form, "Cancel the visit and tell everybody", {
    "Who cancels?": "Our team",
    "Why?": choicesOf(form, "Why?").slice(0, 1),
    "What happens to the request?": "Look for another day",
  });
  proof.equal("the visit is cancelled", factOf(page, "State"), "Cancelled");
  const readings = await readEverybodys(play, booking, {
    method: "CANCEL",
    status: "CANCELLED",
    visit: booking.visit,
    minimumSequence: 1,
  });
  proof.equal(
    "CANCEL names the same event",
    [...new Set(readings.map(({ uid }) => uid))],
    [booking.visit.uid],
  );
  proof.contains(
    "the request is back in the inbox",
    mainWords(await coordinator.open("/requests")),
    booking.reference,
  );
  proof.contains(
    "the contact reads so",
    mainWords(await booking.browser.open(`/bookings/${booking.reference}`)),
    "We are looking for presenters",
  );
}
