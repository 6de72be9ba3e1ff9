import { queueMail } from "~/data/outgoing-mails.server";
import type { Db } from "~/data/db.server";
import { addDays, dayOf } from "~/lib/london-time";
import { dayToColumn } from "~/data/day";
import { createImport } from "~/data/register-imports.server";
import { emptyReport } from "~/services/compare-register.server";
import type { Person } from "./access-table";
import {
  FORMAT_IDS,
  savedAccount,
  savedPresenter,
  savedRequest,
  savedSchool,
  savedVisit,
  type SavedAccount,
} from "./builders";

/** Words that stand in what only some may read. */
export const MARKS = {
  teamNote: "a note for the team alone",
  sensitiveNote: "what happened before the sensitive request",
  officer: "Officer Marker",
  contact: "Contact Marker",
  area: "Marked Area",
} as const;

export type AccessStory = {
  people: Record<Exclude<Person, "nobody">, SavedAccount>;
  /** What stands for "{visit}" and the like in an address of docs/access.md. */
  named: Record<string, string>;
};

/**
 * Everybody of docs/access.md with what is theirs. `years` are those of a programme year and a term that are told too:
 * free ones where others tell theirs in the same database.
 */
export async function tellAccessStory(
  db: Db,
  { now, schoolName, years }: { now: Date; schoolName?: string; years: { from: number; to: number } },
): Promise<AccessStory> {
  const people = {
    contact: await savedAccount(db, [], { name: MARKS.contact }),
    "other contact": await savedAccount(db),
    presenter: await savedPresenter(db, { name: MARKS.officer }),
    "other presenter": await savedPresenter(db),
    coordinator: await savedAccount(db, ["coordinator"]),
    manager: await savedAccount(db, ["manager"]),
    analyst: await savedAccount(db, ["analyst"]),
  };
  const notes = { noteForTeam: MARKS.teamNote };
  const request = await savedRequest(db, {
    contact: people.contact,
    school: await savedSchool(db, schoolName ? { name: schoolName } : {}),
    status: "scheduled",
    over: notes,
  });
  const visit = await savedVisit(db, {
    request,
    presenters: [people.presenter],
    onDate: dayOf(now),
    over: { ...notes, calendarDtstampAt: now },
  });
  await savedRequest(db, {
    contact: people["other contact"],
    school: await savedSchool(db, { name: "Elsewhere School" }),
  });
  const quiet = { sensitive: true, noteForTeam: MARKS.sensitiveNote, needsDetails: MARKS.sensitiveNote };
  const sensitiveRequest = await savedRequest(db, {
    school: await savedSchool(db, { name: "Third School" }),
    status: "scheduled",
    over: quiet,
  });
  const sensitiveVisit = await savedVisit(db, {
    request: sensitiveRequest,
    presenters: [people.presenter],
    onDate: addDays(dayOf(now), -3),
    sensitive: true,
    over: { noteForTeam: MARKS.sensitiveNote, overrideReason: MARKS.sensitiveNote, calendarDtstampAt: now },
  });
  const mail = await db.$transaction((tx) =>
    queueMail(tx, {
      occasion: "request-received",
      to: { address: people.contact.email, name: MARKS.contact },
      email: { subject: "Received", html: "<p>Received</p>", text: "Received" },
      calendar: { uid: "story@example.test", sequence: 0, method: "REQUEST", content: "BEGIN:VCALENDAR" },
      mailDomain: "example.test",
      now,
    }),
  );
  const registerImport = await createImport(db, {
    status: "applied",
    fileName: "register.csv",
    linksFileName: "",
    authorities: [],
    report: emptyReport(),
    madeById: null,
    checkedAt: now,
    expiresAt: null,
    appliedAt: now,
  });
  const span = { startsOn: dayToColumn(`${years.from}-08-01`), endsOn: dayToColumn(`${years.to}-07-31`) };
  // Told again after a test has failed, the story finds its year and term there already.
  const name = `${years.from} to ${years.to}`;
  const year = await db.programmeYear.upsert({ where: { name }, update: {}, create: { name, target: 10_000, ...span } });
  const academicYear = `${years.from}/${String(years.to).slice(2)}`;
  const named = { localAuthorityCode: "TEST-LA", academicYear, name: "Autumn" };
  const term = (await db.term.findFirst({ where: named })) ?? (await db.term.create({ data: { ...named, ...span } }));
  const letter = { kind: "parents_letter", title: "Letter", mediaType: "application/pdf", fileName: "letter.pdf" };
  const material = await db.material.create({ data: { ...letter, content: Buffer.from("%PDF-1.4") } });
  const support = await db.supportProvider.create({
    data: { name: "Example Youth Project", area: "Example", offer: "Mentoring", phone: "01632 960000", updatedAt: now },
  });
  const words = { label: "Offences", area: "Testshire", period: "Year to March", source: "Test tables" };
  const contextFigure = await db.contextFigure.create({ data: { ...words, figure: 12, asAtOn: now, updatedAt: now } });
  const areaName = `${MARKS.area} ${years.from}`;
  const shape = { easting: 458_000, northing: 304_000, radiusMetres: 500 };
  const area = await db.priorityArea.upsert({ where: { name: areaName }, update: {}, create: { name: areaName, ...shape } });
  const weekName = `Week of action ${years.from}`;
  const week = {
    slug: `week-of-action-${years.from}`,
    description: "A week in which many schools take part.",
    startsOn: dayToColumn(addDays(dayOf(now), -2)),
    endsOn: dayToColumn(addDays(dayOf(now), 4)),
  };
  const campaign = await db.campaign.upsert({ where: { name: weekName }, update: {}, create: { name: weekName, ...week } });
  const funderName = `Funder ${years.from}`;
  const funder = await db.funder.upsert({ where: { name: funderName }, update: {}, create: { name: funderName } });
  return {
    people,
    named: {
      campaign: campaign.id,
      "campaign page": campaign.slug,
      funder: funder.id,
      reason: "cancel.illness",
      "priority area": area.id,
      support: support.id,
      "context figure": contextFigure.id,
      material: material.id,
      mail: mail.id,
      school: request.schoolId,
      "register import": registerImport,
      "programme year": year.id,
      term: term.id,
      request: request.reference,
      visit: visit.id,
      "sensitive request": sensitiveRequest.reference,
      "sensitive visit": sensitiveVisit.id,
      presenter: people.presenter.id,
      staff: people.coordinator.id,
      format: FORMAT_IDS.tutor,
      token: "AAAAAAAAAAAAAAAAAAAAAA",
    },
  };
}

/** An address of docs/access.md with the story's own in place of "{visit}" and the like. */
export function fillAddress(address: string, named: Readonly<Record<string, string>>): string {
  return address.replace(/\{([^}]+)\}/g, (_all, name: string) => {
    const value = named[name];
    if (value === undefined) throw new Error(`docs/access.md speaks of {${name}}, which the story does not know`);
    return value;
  });
}
