import { academicYearOf } from "~/domain/programme-year";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import { giveGoAhead } from "~/services/give-go-ahead.server";
import { BOOKINGS_AHEAD, BOOKINGS_SO_FAR, groupsOf, type StoryBooking } from "./bookings";
import { rowsOf, workingDayBy, workingDaysFrom, type Diary, type Slot } from "./diary";
import { idOf, type Staff } from "./office";
import { schoolOf } from "./schools";
import {
  ask,
  cancel,
  record,
  roughly,
  schedule,
  wishFor,
  type Asked,
  type Planned,
  type Teller,
} from "./tell";
import { told, type Moment } from "./waiting";

/** The days that the story fills, and the diary in which its visits find their time. */
export type StoryDays = { diary: Diary; today: Day; pastDays: readonly Day[]; daysAhead: readonly Day[] };

export type Scene = StoryDays & { teller: Teller; staff: Staff; now: Date };

const MINUTE_MS = 60_000;
const LATEST_AHEAD_DAYS = 120;
const VISITS_A_DAY = 1.7;

type Booked = {
  booking: StoryBooking;
  index: number;
  slot: Slot;
  /** The second try of a visit that is cancelled the day before. */
  again: Slot | null;
};

/** Days and officers for what has been delivered since a day; a booking that finds nobody is left out. */
function slotsSoFar({ diary, today, pastDays }: StoryDays): Booked[] {
  const earliest = pastDays[0] ?? today;
  const latest = addDays(today, -1);
  const inOrder = BOOKINGS_SO_FAR.map((booking, index) => ({ booking, index }));
  // Days that are given come first; the others make room.
  inOrder.sort(
    (one, other) => Number(other.booking.daysAgo !== undefined) - Number(one.booking.daysAgo !== undefined),
  );
  return inOrder.flatMap(({ booking, index }): Booked[] => {
    const share = Math.floor((index * pastDays.length) / BOOKINGS_SO_FAR.length);
    const onDate =
      booking.daysAgo === undefined ? (pastDays[share] ?? latest) : addDays(today, -booking.daysAgo);
    const slot = takeSlot(diary, booking, { onDate, earliest, latest, turn: index });
    if (!slot) return [];
    if (booking.ending !== "cancelled_and_planned_again") return [{ booking, index, slot, again: null }];
    const wish = { onDate: addDays(slot.onDate, 12), earliest: addDays(slot.onDate, 1), latest, turn: index };
    const again = takeSlot(diary, booking, wish);
    return again ? [{ booking, index, slot, again }] : [];
  });
}

function slotsAhead({ diary, today, daysAhead }: StoryDays): Booked[] {
  const latest = addDays(today, LATEST_AHEAD_DAYS);
  return BOOKINGS_AHEAD.flatMap((booking, index): Booked[] => {
    const onDate = daysAhead[Math.floor(index / VISITS_A_DAY)] ?? addDays(today, index);
    const slot = takeSlot(diary, booking, { onDate, earliest: today, latest, turn: index });
    return slot ? [{ booking, index, slot, again: null }] : [];
  });
}

/** How many bookings find their time: all of them, on whatever day the story is told. */
export function takeSlots(days: StoryDays): { soFar: number; ahead: number } {
  return { soFar: slotsSoFar(days).length, ahead: slotsAhead(days).length };
}

/** The bookings that have been delivered, each from asking to its record. */
export function programmeSoFar(scene: Scene): Moment[] {
  const sessions = new Map<string, string>();
  return slotsSoFar(scene).map((booked) => {
    const { booking, index, slot } = booked;
    const askedOn = workingDayBy(addDays(slot.onDate, -21 - roughly(booking.school, index, 17)));
    const plannedOn = workingDaysFrom(askedOn, 1 + roughly(booking.school, index + 1, 4));
    return bookingFrom(scene, { ...booked, askedOn, plannedOn, sessions });
  });
}

/** The bookings of the coming weeks; some of them were cancelled again in the last days. */
export function programmeAhead(scene: Scene): Moment[] {
  return slotsAhead(scene).map((booked) => {
    const askedOn = workingDayBy(addDays(scene.today, -9 - ((booked.index * 5) % 22)));
    const plannedOn = workingDaysFrom(askedOn, 1 + (booked.index % 3));
    return bookingFrom(scene, { ...booked, askedOn, plannedOn, sessions: new Map() });
  });
}

function takeSlot(
  diary: Diary,
  booking: StoryBooking,
  when: { onDate: Day; earliest: Day; latest: Day; turn: number },
): Slot | null {
  const { format, groups, officer } = booking;
  return diary.take({ ...when, school: schoolOf(booking.school), format, groups, first: officer });
}

type Plot = Booked & {
  askedOn: Day;
  plannedOn: Day;
  /** The first delivered session by school and year group, for the students who come again. */
  sessions: Map<string, string>;
};

function bookingFrom(scene: Scene, plot: Plot): Moment {
  const { teller, staff } = scene;
  const { booking, slot, index } = plot;
  const at = instantAt(plot.askedOn, 8 * 60 + 5 + roughly(booking.school, index, 240) * 2);
  return {
    at,
    tell: async () => {
      // Longer than any school holiday but the summer's, in which no visit is told.
      const range = {
        kind: "range" as const,
        fromOn: addDays(slot.onDate, 1),
        toOn: addDays(slot.onDate, 60),
      };
      const asked = await ask(teller, at, {
        place: booking.school,
        format: booking.format,
        groups: groupsOf(booking),
        wishes: [
          wishFor(slot.onDate, slot.part === "evening" ? "any" : slot.part),
          { ...wishFor(slot.onDate), ...range },
        ],
        practicalities: booking.sensitive ? { afterIncident: true } : {},
      });
      const plannedAt = instantAt(plot.plannedOn, 9 * 60 + roughly(booking.school, index + 2, 250));
      const planned = planning(scene, plot, asked, slot, plannedAt > at ? plannedAt : addMinutes(at, 90));
      if (!booking.sensitive) return [planned];
      const goAheadAt = addMinutes(at, 100);
      const managerId = idOf(staff, "helen");
      const goAhead = told(goAheadAt, () => clear(teller, goAheadAt, asked, managerId));
      return [goAhead, { ...planned, at: planned.at > goAheadAt ? planned.at : addMinutes(goAheadAt, 30) }];
    },
  };
}

async function clear(teller: Teller, at: Date, { id, reference }: Asked, managerId: string): Promise<void> {
  const deps = teller.deps(at);
  const { version } = await deps.db.bookingRequest.findUniqueOrThrow({
    where: { id },
    select: { version: true },
  });
  const given = await giveGoAhead({ reference, version, managerId }, deps);
  if (!given.ok) throw new Error(`${reference} was not given the go-ahead: ${given.reason}`);
}

function planning(scene: Scene, plot: Plot, asked: Asked, slot: Slot, at: Date): Moment {
  const { teller, staff, today } = scene;
  const { booking, index } = plot;
  const coordinatorId = idOf(staff, index % 2 === 0 ? "judith" : "sam");
  return {
    at,
    tell: async () => {
      const presenterIds = slot.officers.map(({ key }) => idOf(staff, key));
      const rows = (groupIds: readonly string[]) =>
        rowsOf(booking.format, groupIds, slot.startMinutes, presenterIds);
      const planned = await schedule(teller, at, { asked, onDate: slot.onDate, rows, coordinatorId, today });
      return afterwards(scene, plot, asked, planned, coordinatorId, slot);
    },
  };
}

function afterwards(
  scene: Scene,
  plot: Plot,
  asked: Asked,
  planned: Planned,
  coordinatorId: string,
  slot: Slot,
): readonly Moment[] {
  const { teller, today } = scene;
  const { booking, again } = plot;
  const { visitId } = planned;
  const called = (at: Date, input: Parameters<typeof cancel>[2], then: readonly Moment[] = []): Moment => ({
    at,
    tell: async () => {
      await cancel(teller, at, input);
      return then;
    },
  });
  switch (booking.ending) {
    case "not_recorded":
      return [];
    case "cancelled_by_school":
      return [
        called(instantAt(workingDaysFrom(today, -2), 10 * 60 + 40), {
          visitId,
          cancelledBy: "school",
          reasonCodes: ["cancel.school_asked"],
          note: "Thank you for telling us. You can ask for another date at any time.",
          afterwards: "close",
          coordinatorId,
        }),
      ];
    case "cancelled_and_waiting":
      return [
        called(instantAt(workingDaysFrom(today, -1), 14 * 60 + 20), {
          visitId,
          cancelledBy: "team",
          reasonCodes: ["cancel.officer_called_away"],
          note: "We are sorry. We are looking for another day and will write to you soon.",
          afterwards: "look_again",
          coordinatorId,
        }),
      ];
    case "cancelled_and_planned_again": {
      if (again === null || slot === again) return [recording(scene, plot, planned)];
      const at = instantAt(workingDaysFrom(slot.onDate, -1), 15 * 60 + 30);
      const cancellation = {
        visitId,
        cancelledBy: "team" as const,
        reasonCodes: ["cancel.illness"],
        note: "We are sorry for the short notice. We are looking for another day.",
        afterwards: "look_again" as const,
        coordinatorId,
      };
      return [called(at, cancellation, [planning(scene, plot, asked, again, addMinutes(at, 50))])];
    }
    case "recorded":
    case "corrected":
    case "one_not_delivered":
    case "none_delivered":
      return planned.endsAt < scene.now && dayOf(planned.endsAt) < today
        ? [recording(scene, plot, planned)]
        : [];
  }
}

/** Most officers write it down the same afternoon. */
function recording(scene: Scene, plot: Plot, { visitId, endsAt }: Planned): Moment {
  const { teller } = scene;
  const { booking, index, sessions } = plot;
  const at = addMinutes(endsAt, 15 + roughly(booking.school, index + 3, 200));
  const students = `${booking.school} ${booking.who} ${academicYearOf(dayOf(endsAt))}`;
  return {
    at,
    tell: async () => {
      const earlierSessionId = booking.students === "same" ? (sessions.get(students) ?? null) : null;
      const input = { visitId, booking, earlierSessionId };
      const { firstSessionId } = await record(teller, at, input);
      if (firstSessionId !== null && !sessions.has(students)) sessions.set(students, firstSessionId);
      if (booking.ending !== "corrected") return [];
      const correctedAt = addMinutes(at, 35);
      return [told(correctedAt, () => record(teller, correctedAt, { ...input, correct: true }))];
    },
  };
}

function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}
