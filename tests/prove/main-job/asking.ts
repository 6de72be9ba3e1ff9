import { isWorkingDay } from "~/domain/open-days";
import { addDays, dayOf, formatDay, type Day } from "~/lib/london-time";
import { choicesOf, fillIn, headingOf, mainWords, type Browser, type Page } from "../../support/http-browser";
import type { ProofSchool } from "../../support/proof-register";
import { COLLEAGUE, ROLL, type Person } from "./cast";
import { dateEntries, refusalOf, type Days, type Play } from "./play";
import { codeIn, newCodeMail } from "./sign-in";

type Asking = {
  school: ProofSchool;
  contact: Person;
  year: 8 | 9;
  days: Days;
  onDate: Day;
  isFirst: boolean;
};

export async function schoolAsks(play: Play, browser: Browser, asking: Asking): Promise<string> {
  const { proof, stage: set } = play;
  const { school, contact, year, isFirst } = asking;
  proof.chapter(isFirst ? "School: asks for a session" : "Another school: asks for the same morning");
  let page = await browser.open("/request");
  if (isFirst) {
    const words = school.name.split(" ");
    const searches = [
      ["exact name", school.name],
      [
        "first letters",
        words
          .slice(0, 2)
          .map((word) => word.slice(0, 4))
          .join(" "),
      ],
      ["town", school.town],
      ["postcode", school.postcode],
      ["postcode without its space", school.postcode.replace(" ", "").toLowerCase()],
      ["URN", school.urn],
    ] as const;
    for (const [how, text] of searches) {
      page = await search(browser, page, text);
      const found = choicesOf(page, schoolLegend(page));
      proof.holds(
        `finds its school by ${how}`,
        found.includes(school.name),
        `“${text}”: ${found.length} found`,
        school.name,
      );
    }
  }
  page = await search(browser, page, school.name);
  page = await browser.press(page, "Continue", { [schoolLegend(page)]: school.name });
  page = await browser.press(page, "Continue", { "Kind of session": "Tutor time" });
  page = await browser.press(page, "Continue", {
    "How will the students sit together?": "In other groups",
    "Group 1 > Year group": `Year ${year}`,
    "Group 1 > Class or form (optional)": `${year}A`,
    "Group 1 > About how many students": "30",
    "Group 2 (optional) > Year group": `Year ${year}`,
    "Group 2 (optional) > Class or form (optional)": `${year}B`,
    "Group 2 (optional) > About how many students": "30",
  });
  page = await browser.press(page, "Continue", { [`Year ${year} (optional)`]: String(ROLL) });
  page = await browser.press(page, "Continue", {
    ...dateEntries("First choice > Date", asking.onDate),
    "First choice > Start time or period (optional)": "09:10",
  });
  page = await browser.press(page, "Continue", { "Room and equipment": "The main hall, with a screen" });
  const details = {
    "Your name": contact.name,
    "Work email address": contact.email,
    "Phone number": "0116 496 0123",
  };
  const second = {
    "Second contact (optional) > Name": COLLEAGUE.name,
    "Second contact (optional) > Email address of the second contact": COLLEAGUE.email,
  };
  page = await browser.press(page, "Continue", isFirst ? { ...details, ...second } : details);
  proof.equal("fills the form, a question a page", headingOf(page), "Check your answers");

  const seen = set.mail.all().length;
  const click = fillIn(page, "Continue");
  const clicks = await Promise.all(
    isFirst ? [browser.send(click), browser.send(click)] : [browser.send(click)],
  );
  proof.equal(
    isFirst ? "a double click: both clicks land on the same page" : "sends it",
    [...new Set(clicks.map(({ path }) => path))],
    ["/request/prove"],
  );
  const code = codeIn(await newCodeMail(play, contact, seen));
  const [prove] = clicks;
  if (!prove) throw new Error("Nothing was sent");
  if (isFirst) {
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    const refused = await browser.press(prove, "Send your request", { Code: wrong });
    proof.holds(
      "a wrong code is refused",
      refused.status === 409,
      `${refused.status}, “${refusalOf(refused)}”`,
    );
  }
  page = await browser.press(prove, "Send your request", { Code: code });
  const reference = /KCA-[2-9A-HJ-NP-Z]{6}/.exec(mainWords(page))?.[0] ?? "";
  proof.holds(
    "the right code proves the mailbox",
    headingOf(page) === "Your request is with us" && reference !== "",
    reference,
    mainWords(page),
  );
  const answerBy = formatDay(afterWorkingDays(dayOf(new Date()), 5));
  proof.contains("the page says by when the team answers", mainWords(page), `We answer by ${answerBy}`);
  const received = await set.mail.waitFor(
    "the acknowledgement",
    (mail) => mail.to.includes(contact.email) && (mail.parsed.subject ?? "").includes(reference),
  );
  proof.contains("the mail says the reference", received.parsed.text ?? "", reference);
  proof.contains("and the same day", received.parsed.text ?? "", answerBy);
  const codes = set.mail
    .all()
    .filter((mail) => mail.to.includes(contact.email) && /your code/i.test(mail.parsed.subject ?? ""));
  proof.equal("exactly one code was mailed", codes.length, 1);
  const bookings = mainWords(await browser.open("/bookings")).match(/KCA-\w{6}/g);
  proof.equal("exactly one request was made", [...new Set(bookings)], [reference]);
  return reference;
}

async function search(browser: Browser, page: Page, text: string): Promise<Page> {
  return browser.press(page, "Search", { "Name, town or postcode": text });
}

function schoolLegend(page: Page): string {
  const one = "Is this your school or setting?";
  return mainWords(page).includes(one) ? one : "Select your school or setting";
}

function afterWorkingDays(from: Day, count: number): Day {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}
