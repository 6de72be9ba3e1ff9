// npm run prove -- main-job [--embedded] [--demo-register]
// The main job end to end on the production build: request, code, visit, invitations, delivery, report.
import { availableReaders } from "../support/calendar-readers";
import { mainWords, openBrowser } from "../support/http-browser";
import { prove, type Proof } from "../support/proof";
import { findRegister } from "../support/proof-register";
import { setStage, type Stage } from "../support/proof-stage";
import { schoolAsks } from "./main-job/asking";
import { COLLEAGUE, CONTACT, MANAGER, OTHER_CONTACT } from "./main-job/cast";
import { deliveriesAreRecorded, presentersLook, timePasses } from "./main-job/delivering";
import { mailComesAfterAll, mailServerIsAway } from "./main-job/mail-server";
import { officeIsSetUp } from "./main-job/office";
import { othersAreKeptOut } from "./main-job/others";
import { visitIsCancelled, visitsArePlanned } from "./main-job/planning";
import { chooseDays, type Play } from "./main-job/play";
import { reachNow, reportAgrees } from "./main-job/report";

const options = {
  embedded: process.argv.includes("--embedded"),
  demo: process.argv.includes("--demo-register"),
};

let stage: Stage | null = null;

async function story(proof: Proof): Promise<void> {
  proof.chapter("The stage");
  const set = await setStage({ embedded: options.embedded, say: proof.tell });
  stage = set;
  const readers = availableReaders();
  const play: Play = { proof, stage: set, readers };
  const register = findRegister(set.folder, options);
  const [school, otherSchool] = register.schools;
  const days = chooseDays();
  proof.tell(`Database: ${set.databaseWords}`);
  proof.tell(`Invitations are read back by ${readers.join(", ")}`);
  if (!readers.includes("icalendar (Python)"))
    proof.tell("Python’s icalendar is not on this machine: left out");
  const deployed = (await set.npmRun("db", "--", "deploy")).split("\n");
  proof.holds("npm run db -- deploy", /^[1-9]\d* applied/.test(deployed.at(-1) ?? ""), deployed.at(-1) ?? "");
  const imported = await set.npmRun("schools:import", "--", register.file);
  proof.contains(`npm run schools:import, ${register.words}`, imported, `${register.rows} rows read`);
  const words = ["add", MANAGER.email, "--role", "manager", "--name", MANAGER.name];
  const added = await set.npmRun("staff", "--", ...words);
  proof.contains("npm run staff -- add", added, `${MANAGER.email} is now: Manager`);
  await set.startService();
  const ready = await openBrowser(set.origin, "Proof").open("/readyz");
  proof.equal("the production build answers on /readyz", ready.status, 200, ready.body);

  const manager = await officeIsSetUp(play, school, days);
  const before = await reachNow(manager);
  proof.equal("students reached before", before.figure, 0, `Students reached: ${before.words}`);

  const contact = openBrowser(set.origin, "Proof, school");
  const reference = await schoolAsks(play, contact, {
    school,
    contact: CONTACT,
    year: 9,
    days,
    onDate: days.first,
    isFirst: true,
  });
  const otherContact = openBrowser(set.origin, "Proof, other school");
  const otherReference = await schoolAsks(play, otherContact, {
    school: otherSchool,
    contact: OTHER_CONTACT,
    year: 8,
    days,
    onDate: days.first,
    isFirst: false,
  });

  const booked = await visitsArePlanned(play, {
    first: { reference, school, year: 9, contacts: [CONTACT, COLLEAGUE], browser: contact },
    second: {
      reference: otherReference,
      school: otherSchool,
      year: 8,
      contacts: [OTHER_CONTACT],
      browser: otherContact,
    },
    days,
  });
  const { coordinator, first, second } = booked;
  const { again, failedAt } = await mailServerIsAway(play, {
    coordinator,
    manager,
    booking: first,
    day: days.second,
  });
  await visitIsCancelled(play, coordinator, second);
  const presenters = await mailComesAfterAll(play, again, failedAt);

  await presentersLook(play, presenters, [first.visit, again.visit], school);
  const shifted = await timePasses(play, [first.visit, again.visit]);
  await deliveriesAreRecorded(play, presenters, { manager, first: first.visit, again: again.visit });
  const after = await reportAgrees(play, manager, shifted);
  proof.contains(
    "the contact reads that it has taken place",
    mainWords(await contact.open(`/bookings/${reference}`)),
    "has taken place",
  );

  await othersAreKeptOut(play, {
    otherContact,
    contact,
    presenter: presenters[0],
    coordinator,
    first,
    after,
    shifted,
  });

  proof.chapter("The end");
  const waiting = await manager.open("/admin/mail?status=queued");
  proof.contains("no mail waits", mainWords(waiting), "No messages in this state");
  const mails = set.mail.all().map(({ to, parsed }) => `${to.join()}: ${parsed.subject ?? ""}`);
  proof.equal(
    "every mail came once",
    mails.filter((mail, index) => mails.indexOf(mail) !== index),
    [],
    `${mails.length} mails`,
  );
  proof.equal("the service’s log tells of no fault", set.faults(), []);
  proof.equal("the service stops in order", await set.stopService(), 0, "exit code 0");
  proof.tell(`students reached: ${before.figure} -> ${after.figure}`);
}

await prove("main-job", story, async () => {
  await stage?.stop();
});
