import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { isWorkingDay } from "~/domain/open-days";
import { academicYearOf, programmeYearOf } from "~/domain/programme-year";
import type { MailTransport } from "~/integrations/mail-transport.server";
import { addDays, dayOf, daysFromTo, instantAt, mondayOf, type Day } from "~/lib/london-time";
import { silentLogger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";
import { tellCampaigns } from "./campaigns";
import { openDiary, workingDayBy, workingDaysFrom, type Diary } from "./diary";
import { getReady } from "./getting-ready";
import { openSupportDirectory, schoolsAnswer } from "./looking-back";
import { openMailbox } from "./mailbox";
import { leaveSomeUnreached } from "./not-reached";
import {
  beAway,
  hireStaff,
  idOf,
  layOutMaterials,
  markSchoolCalendar,
  openSchools,
  setYears,
  type Staff,
} from "./office";
import { CALLED_TO_COURT, OFFICERS, type StoryOfficer } from "./people";
import { programmeAhead, programmeSoFar, type StoryDays } from "./programme";
import { schoolOf } from "./schools";
import { carryMail } from "./story-mail";
import type { Teller } from "./tell";
import { enterYearsBefore, setStrategyAndContext } from "./years-before";
import { told, waitingRequests, type Moment } from "./waiting";

export type StoryOptions = {
  db: Db;
  /** The story ends here: everything in it is told from this moment's day. */
  now: Date;
  origin: string;
  /** Takes the mails of the last days. */
  transport: MailTransport;
  /** A line of progress. */
  say: (line: string) => void;
};

export type StoryResult =
  | { ok: true; told: "now" | "before" }
  /** Schools or people that are not of the story; or a telling that broke off. */
  | { ok: false; reason: "other_data" | "broke_off" };

const MARK = "demo_story";
const SET_UP_DAYS = 60;
const LEAST_DAYS_OF_A_YEAR = 45;
const DAYS_TOLD = 60;
const MAIL_WORKING_DAYS = 4;
const DAYS_AHEAD = 120;
/** Its authority is that of most schools. */
const USUAL_SCHOOL = "deepwell";
const SCHOOL_WITH_A_CALENDAR = "knitters";
const PROGRESS_EVERY = 60;

/**
 * Tells a programme year to date through the services themselves, each at its own moment, so that every
 * rule holds in it. The same day gives the same story, but for ids and references. Twice is once.
 */
export async function tellDemoStory(options: StoryOptions): Promise<StoryResult> {
  const { db, now, say } = options;
  const before = await lookBefore(db);
  if (before) return before;
  await db.setting.create({ data: { key: MARK, value: "begun" }, select: { key: true } });

  const today = dayOf(now);
  const scene = await setUp(options, planStory(today));
  const moments = [
    ...scene.moments,
    ...programmeSoFar(scene),
    ...programmeAhead(scene),
    ...waitingRequests({ ...scene, coordinatorId: idOf(scene.staff, "judith") }),
  ];
  const keptFrom = instantAt(workingDaysFrom(today, -MAIL_WORKING_DAYS), 0);
  say("A programme year to date: requests, visits, invitations and records");
  const count = await tellInOrder(
    moments,
    now,
    async (at) => {
      await carryMail(db, { at, keptFrom, transport: options.transport, origin: options.origin });
    },
    say,
  );
  await tellCampaigns(scene.teller.deps(now), scene.staff, today);
  await schoolsAnswer(db, now, scene.teller.deps);
  await getReady({ db, now }, scene.teller.deps, idOf(scene.staff, "judith"));
  await openMailbox({ db, now }, scene.teller.deps);
  await leaveSomeUnreached(now, scene.staff, scene.teller.deps);
  await carryMail(db, { at: now, keptFrom, transport: options.transport, origin: options.origin });
  await db.setting.update({ where: { key: MARK }, data: { value: "told" }, select: { key: true } });
  say(`The story is told: ${count} things happened in it`);
  return { ok: true, told: "now" };
}

async function lookBefore(db: Db): Promise<StoryResult | null> {
  const mark = await db.setting.findUnique({ where: { key: MARK }, select: { value: true } });
  if (mark) return mark.value === "told" ? { ok: true, told: "before" } : { ok: false, reason: "broke_off" };
  const others = (await db.school.count()) + (await db.account.count());
  return others > 0 ? { ok: false, reason: "other_data" } : null;
}

export type StoryPlan = StoryDays & { firstYear: number; setUpOn: Day };

/** When everything of a story that ends today happens. */
export function planStory(today: Day): StoryPlan {
  const firstYear = Number(academicYearOf(today).slice(0, 4)) - 1;
  const awayOn = (key: string) =>
    absencesOf(key, today).flatMap(({ fromOn, toOn }) => daysFromTo(fromOn, toOn));
  const pastDays = daysToTell(openDiary({ firstYear, awayOn, validFromOn: today }), today);
  const setUpOn = mondayOf(addDays(pastDays[0] ?? today, -SET_UP_DAYS));
  const diary = openDiary({ firstYear, awayOn, validFromOn: setUpOn });
  const daysAhead = diary.openDays(schoolOf(USUAL_SCHOOL), today, addDays(today, DAYS_AHEAD));
  return { today, firstYear, setUpOn, diary, pastDays, daysAhead };
}

type SetUp = StoryPlan & { teller: Teller; staff: Staff; now: Date; moments: readonly Moment[] };

async function setUp({ db, now, origin, say }: StoryOptions, plan: StoryPlan): Promise<SetUp> {
  const { today, setUpOn, firstYear, daysAhead } = plan;
  const deps = (at: Date): Deps => ({
    db,
    now: () => at,
    origin,
    log: silentLogger(),
    wakeMail: () => undefined,
  });
  const openedAt = instantAt(setUpOn, 9 * 60);
  say("Schools, officers, terms and targets");
  const staff = await hireStaff(deps(openedAt), setUpOn);
  const schools = await openSchools(deps(openedAt), addDays(setUpOn, -200));
  await setYears(deps(openedAt), staff, today, firstYear);
  await layOutMaterials(deps(openedAt), staff);
  await openSupportDirectory(deps(openedAt), staff);
  await enterYearsBefore(deps(openedAt), firstYear);
  await setStrategyAndContext(db, deps(openedAt), staff, { firstYear, today });
  const rows = await db.format.findMany({ select: { id: true, code: true } });
  const formats = new Map(rows.map(({ id, code }) => [code, id]));
  const place = schools.get(SCHOOL_WITH_A_CALENDAR);
  const mocksFrom = daysAhead[28];
  const trainingOn = daysAhead[34];
  if (place?.listed && mocksFrom && trainingOn) {
    const { schoolId } = place;
    const mocksFromOn = dayToColumn(mocksFrom);
    const mocksToOn = dayToColumn(addDays(mocksFrom, 4));
    await markSchoolCalendar(db, { schoolId, mocksFromOn, mocksToOn, trainingOn: dayToColumn(trainingOn) });
  }
  const moments = absenceMoments(deps, staff, today, setUpOn);
  return { ...plan, teller: { deps, schools, formats }, staff, now, moments };
}

/** The school days that the story fills: this programme year's, or the last sixty where it has just begun. */
function daysToTell(diary: Diary, today: Day): Day[] {
  const yesterday = addDays(today, -1);
  const thisYear = diary.openDays(schoolOf(USUAL_SCHOOL), programmeYearOf(today).startsOn, yesterday);
  if (thisYear.length >= LEAST_DAYS_OF_A_YEAR) return thisYear;
  return diary.openDays(schoolOf(USUAL_SCHOOL), addDays(today, -200), yesterday).slice(-DAYS_TOLD);
}

type Away = StoryOfficer["absences"][number] & { fromOn: Day; toOn: Day };

function absencesOf(key: string, today: Day): Away[] {
  const officer = OFFICERS.find((each) => each.key === key);
  return (officer?.absences ?? []).map((absence) => {
    const day = addDays(today, absence.fromDay);
    const fromOn = absence.days >= 5 ? mondayOf(day) : isWorkingDay(day) ? day : workingDaysFrom(day, 1);
    return { ...absence, fromOn, toOn: addDays(fromOn, absence.days - 1) };
  });
}

const PARTS = {
  morning: { startMinutes: 8 * 60, endMinutes: 12 * 60 },
  afternoon: { startMinutes: 12 * 60 + 30, endMinutes: 16 * 60 },
};

function absenceMoments(deps: (at: Date) => Deps, staff: Staff, today: Day, setUpOn: Day): Moment[] {
  const foreseen = OFFICERS.flatMap(({ key }) =>
    absencesOf(key, today).map(({ kind, fromOn, toOn, part }) => {
      const lead = addDays(fromOn < today ? fromOn : today, -15);
      const at = instantAt(workingDayBy(lead > setUpOn ? lead : setUpOn), 16 * 60 + 10);
      const accountId = idOf(staff, key);
      return told(at, () =>
        beAway(deps(at), {
          presenterId: accountId,
          kind,
          fromOn,
          toOn,
          part: part === undefined ? null : PARTS[part],
          noteForTeam: "",
          acceptedVisitIds: [],
          actor: { kind: "staff", accountId },
        }),
      );
    }),
  );
  const at = instantAt(workingDaysFrom(today, -1), 16 * 60 + 40);
  return [...foreseen, told(at, () => callToCourt(deps(at), staff, today))];
}

/** Told yesterday: a summons for a day on which a visit is planned, which now waits on the review list. */
async function callToCourt(deps: Deps, staff: Staff, today: Day): Promise<void> {
  const presenterId = idOf(staff, CALLED_TO_COURT);
  const visit = await deps.db.visit.findFirst({
    where: {
      status: "scheduled",
      onDate: { gte: dayToColumn(addDays(today, 5)) },
      presenters: { some: { presenterId } },
    },
    orderBy: { startsAt: "asc" },
    select: { startsAt: true },
  });
  if (!visit?.startsAt) return;
  const onDate = dayOf(visit.startsAt);
  await beAway(deps, {
    presenterId,
    kind: "court",
    fromOn: onDate,
    toOn: onDate,
    part: null,
    noteForTeam: "Witness summons received yesterday.",
    acceptedVisitIds: [],
    actor: { kind: "staff", accountId: idOf(staff, "sam") },
  });
}

/** History is read in the order of its writing: what follows from a moment takes its place in time. */
async function tellInOrder(
  moments: readonly Moment[],
  now: Date,
  afterEach: (at: Date) => Promise<void>,
  say: (line: string) => void,
): Promise<number> {
  const ahead = [...moments].sort(byTime);
  let count = 0;
  for (let moment = ahead.shift(); moment; moment = ahead.shift()) {
    if (moment.at >= now) continue;
    const following = await moment.tell();
    await afterEach(moment.at);
    if (following.length > 0) ahead.push(...following);
    ahead.sort(byTime);
    count += 1;
    if (count % PROGRESS_EVERY === 0) say(`  up to ${dayOf(moment.at)}`);
  }
  return count;
}

function byTime(one: Moment, other: Moment): number {
  return one.at.getTime() - other.at.getTime();
}
