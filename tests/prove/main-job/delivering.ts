import { dayToColumn } from "~/data/day";
import { academicYearOf } from "~/domain/programme-year";
import { addDays, dayOf, formatDay, instantAt, minutesOf, type Day } from "~/lib/london-time";
import { readWith } from "../../support/calendar-readers";
import { fillIn, mainWords, type Browser, type Entries } from "../../support/http-browser";
import type { ProofSchool } from "../../support/proof-register";
import { SEEN } from "./cast";
import { LONDON } from "./london-clock";
import { refusalOf, type Planned, type Play } from "./play";
import { reachPage } from "./report";

export async function presentersLook(
  play: Play,
  [presenter]: [Browser, Browser],
  visits: readonly Planned[],
  school: ProofSchool,
): Promise<void> {
  const { proof } = play;
  proof.chapter("Presenters: see their day and record what happened");
  const myDay = await presenter.open("/my-day");
  for (const visit of visits) {
    const times = [visit.startsAt, visit.endsAt].map((instant) => LONDON.format(instant).slice(11));
    proof.contains(
      `/my-day shows ${formatDay(visit.onDate)}`,
      mainWords(myDay),
      `Arrive ${times[0] ?? ""}, leave ${times[1] ?? ""} ${school.name}`,
    );
  }
  const file = await presenter.open(`/visits/${visits[0]?.id ?? ""}/calendar.ics`);
  proof.equal(
    "the presenter’s download is the same event",
    readWith("ical.js", file.body).uid,
    visits[0]?.uid,
  );
  const [visit] = visits;
  const early = await presenter.open(`/visits/${visit?.id ?? ""}/delivery`);
  proof.holds(
    "nothing can be recorded before the visit",
    !early.body.includes("Save what happened"),
    /This visit has not [^.]*/.exec(mainWords(early))?.[0] ?? mainWords(early),
  );
}

/**
 * The one thing that is not done through HTTP: the visits are moved into the past, each to a day of its own at the
 * same time of day, with the presenters' commitments, in one transaction under the database's own constraints.
 */
export async function timePasses(play: Play, visits: readonly Planned[]): Promise<Day[]> {
  const { proof, stage: set } = play;
  const days = pastDays(visits.length);
  proof.tell(
    "TIME PASSES: straight in the database, in one transaction, the two visits and their commitments move to",
  );
  proof.tell(`${days.map(formatDay).join(" and ")}, at the same times of day`);
  await set.withDatabase(({ db }) =>
    db.$transaction(async (tx) => {
      for (const [index, { id, startsAt, endsAt }] of visits.entries()) {
        const onDate = days[index] ?? "";
        const times = {
          startsAt: instantAt(onDate, minutesOf(startsAt)),
          endsAt: instantAt(onDate, minutesOf(endsAt)),
        };
        await tx.commitment.updateMany({ where: { visitId: id }, data: times });
        await tx.visit.update({
          where: { id },
          data: { ...times, onDate: dayToColumn(onDate) },
          select: { id: true },
        });
      }
    }),
  );
  return days;
}

/** The latest days before today that lie in one academic year, so that the two visits meet the same cohort. */
function pastDays(count: number): Day[] {
  let last = addDays(dayOf(new Date()), -1);
  while (academicYearOf(addDays(last, 1 - count)) !== academicYearOf(last)) last = addDays(last, -1);
  return Array.from({ length: count }, (_, index) => addDays(last, index + 1 - count));
}

export async function deliveriesAreRecorded(
  play: Play,
  [one, other]: [Browser, Browser],
  { manager, first, again }: { manager: Browser; first: Planned; again: Planned },
): Promise<void> {
  const { proof } = play;
  proof.contains(
    "/reach names the visits that nobody recorded",
    mainWords(await reachPage(manager, null)),
    "Not recorded yet: 2 visits",
  );
  const once = {
    "Where do the numbers come from?": "Headcount",
    "Did you cover what knife crime is?": "Yes",
    "Did you cover why people carry knives?": "Yes",
    "Did you cover where to find more information, get help or report?": "Yes",
  };
  const attended = (seen: Readonly<Record<"9A" | "9B", number>>): Entries => ({
    "9A > Did this session take place?": "Yes",
    "How many students of 9A attended?": String(seen["9A"]),
    "9B > Did this session take place?": "Yes",
    "How many students of 9B attended?": String(seen["9B"]),
    ...once,
  });
  proof.contains("/my-day asks for the record", mainWords(await one.open("/my-day")), "Still to be recorded");
  let form = await one.open(`/visits/${first.id}/delivery`);
  const filled = fillIn(form, "Save what happened").fields.filter(
    ([name, value]) => !/version|revision/.test(name) && value !== "",
  );
  proof.equal("nothing is prefilled", filled, []);
  const empty = await one.press(form, "Save what happened");
  proof.equal("an empty form is not accepted", empty.status, 422, `422, “${refusalOf(empty)}”`);
  let page = await one.press(form, "Save what happened", {
    ...attended(SEEN.first),
    "Were the students of 9A new to us this school year?": "Yes, all of them",
    "Were the students of 9B new to us this school year?": "Yes, all of them",
  });
  proof.contains(
    "the first visit: new students",
    page.body,
    `${SEEN.first["9A"] + SEEN.first["9B"]} students attended`,
  );

  form = await other.open(`/visits/${again.id}/delivery`);
  page = await other.press(form, "Save what happened", {
    ...attended(SEEN.again),
    "Were the students of 9A new to us this school year?": "No, the same students as in an earlier session",
    "If 9A were the same students: in which earlier session?": ": 9A",
    "Were the students of 9B new to us this school year?": "A mix",
  });
  proof.contains(
    "the second visit: 9A the same students, 9B a mix",
    page.body,
    `${SEEN.again["9A"] + SEEN.again["9B"]} students attended`,
  );
}
