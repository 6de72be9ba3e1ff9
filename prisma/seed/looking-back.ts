import type { Db } from "~/data/db.server";
import { addDays, dayOf, instantAt } from "~/lib/london-time";
import { answerAfterVisit } from "~/services/after-visit.server";
import { saveSupport } from "~/services/save-support.server";
import type { Deps } from "~/services/deps";
import { idOf, type Staff } from "./office";

const PROVIDERS = [
  {
    name: "Harbour Street Youth Project",
    area: "Leicester",
    lowAge: 11,
    highAge: 18,
    offer: "Mentoring for young people who carry a knife or are afraid of those who do. A first talk within two weeks.",
    phone: "01632 960101",
    link: "https://www.example.org/harbour-street",
  },
  {
    name: "Steps Forward",
    area: "All of the county",
    lowAge: 10,
    highAge: 17,
    offer: "Diversion after a first contact with the police: sport, music and somebody to talk to. Schools can refer.",
    phone: "01632 960102",
    link: "",
  },
  {
    name: "Parents Together",
    area: "Leicester, Leicestershire and Rutland",
    lowAge: null,
    highAge: null,
    offer: "Evening groups, in person and online, for parents and carers who worry about their child.",
    phone: "",
    link: "https://www.example.org/parents-together",
  },
];

/** Whom schools can turn to after a visit. */
export async function openSupportDirectory(deps: Deps, staff: Staff): Promise<void> {
  const actor = { kind: "staff" as const, accountId: idOf(staff, "helen") };
  for (const words of PROVIDERS) {
    const saved = await saveSupport({ existing: null, words, actor }, deps);
    if (!saved.ok) throw new Error(`${words.name} could not be added: ${saved.reason}`);
  }
}

const COMMENTS = [
  "Calm, honest and pitched just right. Our Year 9s kept talking about it all week.",
  "Thank you. The room was too warm, which was our fault, and the students still listened.",
  "Could we have the slides a little earlier next time?",
  "The officers answered every question, also the awkward ones. Our form tutors followed it up the next day.",
  "A quieter hall would have helped. We will book the drama studio next time.",
];

/** Two of three schools answer two days after their visit; every third of those asked for a show of hands too. */
export async function schoolsAnswer(db: Db, now: Date, depsAt: (at: Date) => Deps): Promise<void> {
  const visits = await db.visit.findMany({
    where: { status: "completed" },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true, endsAt: true, contacts: { select: { accountId: true }, orderBy: { rank: "asc" }, take: 1 } },
  });
  for (const [index, { id: visitId, endsAt, contacts }] of visits.entries()) {
    const accountId = contacts[0]?.accountId;
    const at = endsAt && instantAt(addDays(dayOf(endsAt), 2), 15 * 60 + (index % 50));
    if (!at || at > now || accountId === undefined || index % 3 === 2) continue;
    const feedback = {
      first: index % 7 === 3 ? 3 : 5 - (index % 2),
      second: index % 5 === 4 ? 3 : 4,
      third: index % 11 === 6 ? 4 : 5,
      comment: index % 4 === 0 ? (COMMENTS[(index / 4) % COMMENTS.length] ?? "") : "",
    };
    await answerAfterVisit({ visitId, accountId, answer: { intent: "feedback", feedback } }, depsAt(at));
    if (index % 9 !== 1) continue;
    const survey = {
      before: { yes: 11 + (index % 4), unsure: 9, no: 6 },
      after: { yes: 21 + (index % 3), unsure: 4, no: 1 },
    };
    await answerAfterVisit({ visitId, accountId, answer: { intent: "survey", survey } }, depsAt(at));
  }
}
