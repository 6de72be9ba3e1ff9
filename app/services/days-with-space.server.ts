import { recallCommitments } from "~/data/commitment-memory.server";
import { findFormat, listFormats, type FormatRow } from "~/data/formats.server";
import {
  listDistrictPlaces,
  listPresenterFacts,
  loadPlanningPlace,
  type PresenterFacts,
} from "~/data/planning.server";
import { listFormatWishes } from "~/data/presenters.server";
import type { Db } from "~/data/db.server";
import { readSettings } from "~/data/settings.server";
import { findUsualWait } from "~/data/waiting-times.server";
import { yearGroupAudience } from "~/domain/groups";
import { plainCalendar } from "~/domain/asking-days";
import { wishDays, type DraftAnswers } from "~/domain/request-draft";
import type { PlanningFacts } from "~/domain/scheduling";
import { spaceByDay, type DayWithSpace } from "~/domain/slot-space";
import { describeUsualWait, type Outlook } from "~/domain/usual-wait";
import { addDays, dayOf, mondayOf } from "~/lib/london-time";
import { remembered } from "~/lib/remembered";
import type { Deps } from "~/services/deps";

/** Half a term. */
const WEEKS_SHOWN = 8;

/**
 * How full the days are for what a draft asks, from the first that can be asked for: eight weeks, from a Monday to a
 * Sunday. None before it says for whom and what. Says nothing of who is free.
 */
export async function spaceForDraft(
  { school, students }: DraftAnswers,
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<DayWithSpace[]> {
  const format = students && (await findFormat(db, students.formatId));
  if (!school || !format) return [];
  const today = dayOf(now());
  const { earliest } = wishDays(today);
  const toOn = addDays(mondayOf(earliest), WEEKS_SHOWN * 7 - 1);
  const span = { fromOn: earliest, toOn, now: now() };
  const place = school.listed ? await loadPlanningPlace(db, school.schoolId) : unlistedPlace(school);
  const facts = { ...place, presenters: await listPresenterFacts(db, span, recallCommitments) };
  const presenters = await withQualifications(db, format, facts.presenters);
  const { travel } = await readSettings(db);
  return spaceByDay({ asked: { groups: students.groups, format, neverDays: [] }, facts, presenters, travel, ...span });
}

function unlistedPlace({ kind, name }: NonNullable<DraftAnswers["school"]>): Omit<PlanningFacts, "presenters"> {
  const nowhere = { easting: null, northing: null, opensAtMinutes: null, closesAtMinutes: null };
  return {
    school: { id: "unlisted", name, ...nowhere, calendar: plainCalendar(kind), quietPeriods: [] },
    travelExceptions: [],
  };
}

async function withQualifications(db: Db, format: FormatRow, presenters: readonly PresenterFacts[]) {
  const said = new Map((await listFormatWishes(db, format.id)).map((row) => [row.presenterId, row.qualified]));
  return presenters.map(({ id, base, startedOn, endedOn }) => ({
    id,
    base,
    startedOn,
    endedOn,
    qualified: said.get(id) ?? true,
  }));
}

const DAYS_NAMED = 3;
const ONE_CLASS = 30;
const WAIT_SINCE_DAYS = 365;
/** Everybody may ask for the page; a day that has just filled up may be named a little longer. */
const newestOutlook = remembered<Deps["db"], Outlook>(10 * 60_000);

/** The outlook, worked out every ten minutes at most; null while it cannot be read. */
export async function publicOutlook({ db, now, log }: Deps): Promise<Outlook | null> {
  try {
    return await newestOutlook(db, now(), () => readOutlook(db, now()));
  } catch (error) {
    log.error({ err: error }, "the days with space could not be read");
    return null;
  }
}

async function readOutlook(db: Db, now: Date): Promise<Outlook> {
  const today = dayOf(now);
  const { earliest } = wishDays(today);
  const span = { fromOn: earliest, toOn: addDays(earliest, WEEKS_SHOWN * 7), now };
  const usualWait = describeUsualWait(await findUsualWait(db, addDays(today, -WAIT_SINCE_DAYS)));
  const format = (await listFormats(db)).find(({ wholeCohort }) => !wholeCohort);
  if (!format) return { usualWait, districts: [] };
  const presenters = await listPresenterFacts(db, span, recallCommitments);
  const able = await withQualifications(db, format, presenters);
  const { travel } = await readSettings(db);
  const groups = [{ ...yearGroupAudience("9"), label: "", expected: Math.min(ONE_CLASS, format.largestGroup) }];
  const asked = { groups, format, neverDays: [] };
  return {
    usualWait,
    districts: (await listDistrictPlaces(db)).map(({ name, place }) => {
      const facts = { school: place, presenters, travelExceptions: [] };
      const days = spaceByDay({ asked, facts, presenters: able, travel, ...span });
      return { name, days: days.flatMap(({ onDate, space }) => (space === "space" ? [onDate] : [])).slice(0, DAYS_NAMED) };
    }),
  };
}
