import { addDays, formatDay, type Day } from "~/lib/london-time";
import { fillIn, hrefOf, mainWords, rowsOf, type Browser, type Page } from "../../support/http-browser";
import type { ProofSchool } from "../../support/proof-register";
import { ANALYST, COORDINATOR, MANAGER, OTHER_COORDINATOR, PRESENTERS, TARGET, type Person } from "./cast";
import { dateEntries, type Days, type Play } from "./play";
import { reachNow } from "./report";
import { signIn } from "./sign-in";

export async function officeIsSetUp(play: Play, school: ProofSchool, days: Days): Promise<Browser> {
  const { proof, stage: set } = play;
  proof.chapter("Manager: signs in and sets the office up");
  const manager = await signIn(play, MANAGER);
  const people: [Person, string][] = [
    [COORDINATOR, "Coordinator"],
    [OTHER_COORDINATOR, "Coordinator"],
    [PRESENTERS[0], "Presenter"],
    [PRESENTERS[1], "Presenter"],
    [ANALYST, "Analyst"],
  ];
  for (const [person, role] of people) {
    const form = await manager.open(hrefOf(await manager.open("/admin/people"), "Add a person"));
    const page = await manager.press(form, "Add this person", {
      "Email address": person.email,
      Name: person.name,
      Roles: [role],
    });
    proof.equal(`adds ${person.name}`, page.answers[0]?.status, 303, role);
  }
  const named = rowsOf(await manager.open("/admin/people"), "On the team").map((cells) => cells[0]);
  proof.equal(
    "everybody is on the team",
    named.sort(),
    [MANAGER, ...people.map(([person]) => person)].map(({ name }) => name).sort(),
  );

  for (const [from, to] of termsFor(days)) {
    const terms = await manager.open("/admin/terms");
    const form = await manager.open(hrefOf(terms, `Add a term for ${school.authority}`));
    const page = await manager.press(form, "Add this term", {
      Name: `Term from ${from}`,
      ...dateEntries("First day that schools are open", from),
      ...dateEntries("Last day that schools are open", to),
    });
    proof.contains("adds a term", mainWords(page), `${formatDay(from)} ${formatDay(to)}`);
  }
  const form = await manager.open(hrefOf(await manager.open("/admin/targets"), "Add a programme year"));
  const page = await manager.press(form, "Add this year", { Target: String(TARGET) });
  proof.equal("sets a target", page.answers[0]?.status, 303, String(TARGET));
  const reach = await reachNow(manager);
  proof.equal("the report knows the target", reach.target, TARGET);
  proof.contains(
    "the office’s own mailbox is the organizer",
    settingsWords(await manager.open("/admin/settings")),
    set.mailFrom.email,
  );
  return manager;
}

/** Two months from today; a term ends by 31 July at the latest. */
function termsFor({ today }: Days): [Day, Day][] {
  const last = addDays(today, 60);
  const julyEnd = `${today.slice(0, 4)}-07-31`;
  if (today > julyEnd || last <= julyEnd) return [[today, last]];
  return [
    [today, julyEnd],
    [addDays(julyEnd, 1), last],
  ];
}

/** Values of fields are no words of a page: the settings are read from the form as it would be sent. */
function settingsWords(page: Page): string {
  return fillIn(page, "Save settings")
    .fields.map(([, value]) => value)
    .join(" ");
}
