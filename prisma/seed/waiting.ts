import { keyStageAudience, yearGroupAudience, type Group } from "~/domain/groups";
import type { Wish } from "~/domain/wishes";
import { addDays, instantAt, type Day } from "~/lib/london-time";
import { declineRequest } from "~/services/decline-request.server";
import { withdrawRequest } from "~/services/withdraw-request.server";
import { groupsOf } from "./bookings";
import { workingDaysFrom, type Diary } from "./diary";
import { contactOf } from "./people";
import { schoolOf } from "./schools";
import { ask, changePracticalities, pencil, wishFor, type Ask, type Asked, type Teller } from "./tell";

/** Something that happens at one moment of the story, and what follows from it later. */
export type Moment = { at: Date; tell: () => Promise<readonly Moment[]> };

type Scene = { teller: Teller; diary: Diary; today: Day; now: Date; coordinatorId: string };
type Then = (asked: Asked) => readonly Moment[];

const UNPROVEN_MS = 3 * 60_000;
const HORIZON_DAYS = 150;

/** What waits in the inbox today, and what was turned down or taken back lately. */
export function waitingRequests(scene: Scene): Moment[] {
  const { teller, now, coordinatorId } = scene;
  const actor = { kind: "staff" as const, accountId: coordinatorId };
  const back = (workingDays: number, minutes: number) =>
    instantAt(workingDaysFrom(scene.today, -workingDays), minutes);
  const asks = (at: Date, input: Ask, then: Then = () => []): Moment => ({
    at,
    tell: async () => then(await ask(teller, at, input)),
  });
  const day = (school: string, index: number) => openDay(scene, school, index);
  const one = (
    school: string,
    who: Parameters<typeof groupsOf>[0]["who"],
    format: Ask["format"],
    groups: number,
  ) => ({
    place: school,
    format,
    groups: groupsOf({ school, who, format, groups }),
  });

  const pencilled =
    (school: string, weeks: number): Then =>
    (asked) => {
      const at = back(2, 15 * 60 + 10);
      const fromOn = day(school, weeks * 5);
      const input = {
        asked,
        fromOn,
        toOn: addDays(fromOn, 27),
        settleByOn: addDays(fromOn, -14),
        coordinatorId,
      };
      return [told(at, () => pencil(teller, at, input))];
    };

  const declined =
    (at: Date, reasonCodes: readonly string[], note: string): Then =>
    ({ id, reference }) => [
      told(at, async () => {
        const deps = teller.deps(at);
        const { version } = await deps.db.bookingRequest.findUniqueOrThrow({
          where: { id },
          select: { version: true },
        });
        const result = await declineRequest({ reference, version, reasonCodes, note, actor }, deps);
        if (!result.ok) throw new Error(`${reference} could not be declined: ${result.reason}`);
      }),
    ];

  const withdrawn =
    (at: Date): Then =>
    ({ id, reference }) => [
      told(at, async () => {
        const deps = teller.deps(at);
        const { version, contacts } = await deps.db.bookingRequest.findUniqueOrThrow({
          where: { id },
          select: { version: true, contacts: { where: { rank: 1 }, select: { accountId: true } } },
        });
        const accountId = contacts[0]?.accountId ?? "";
        const result = await withdrawRequest({ reference, version, accountId }, deps);
        if (!result.ok) throw new Error(`${reference} could not be withdrawn: ${result.reason}`);
      }),
    ];

  const changed =
    (at: Date, practicalities: Ask["practicalities"]): Then =>
    (asked) => [told(at, () => changePracticalities(teller, at, asked, practicalities ?? {}))];

  const year7 = (label: string): Group => ({ ...yearGroupAudience("7"), label, expected: 27 });
  return [
    // Closed lately.
    asks(
      back(14, 10 * 60 + 25),
      {
        place: "kestrel",
        format: "assembly",
        groups: [{ ...yearGroupAudience("2"), label: "whole year", expected: 58 }],
        wishes: [wishFor(day("kestrel", 12), "morning")],
      },
      declined(
        back(12, 9 * 60 + 40),
        ["decline.not_suitable"],
        "Our sessions begin in Year 5. Please do ask again for your older classes.",
      ),
    ),
    asks(
      back(11, 13 * 60 + 5),
      { ...one("whistlegate", "9", "assembly", 1), wishes: [wishFor(day("whistlegate", 16), "morning")] },
      withdrawn(back(9, 16 * 60 + 15)),
    ),
    // Waiting.
    asks(back(8, 11 * 60 + 50), {
      ...one("glenbarrow", "8", "workshop", 2),
      wishes: [
        wishFor(day("glenbarrow", 14), "afternoon"),
        rangeOf(day("glenbarrow", 20), day("glenbarrow", 30)),
      ],
      practicalities: { roomDetails: "Hall" },
    }, changed(back(7, 9 * 60 + 30), { roomDetails: "Drama studio, with a projector. The hall is being painted." })),
    asks(
      back(5, 9 * 60 + 15),
      {
        ...one("ironstone", "12", "assembly", 1),
        wishes: [rangeOf(day("ironstone", 30), day("ironstone", 50))],
        practicalities: { noteFromSchool: "Any week next half-term would suit us." },
      },
      pencilled("ironstone", 6),
    ),
    asks(
      back(4, 14 * 60 + 35),
      {
        ...one("barnsedge", "5", "workshop", 1),
        wishes: [rangeOf(day("barnsedge", 25), day("barnsedge", 45))],
      },
      pencilled("barnsedge", 5),
    ),
    asks(back(4, 8 * 60 + 20), {
      ...one("ashmere-west", "10", "tutor", 4),
      wishes: [weekdayOf(2, day("ashmere-west", 8), day("ashmere-west", 35), 9 * 60 + 10, "period 1")],
      practicalities: { arrivalDetails: "Reception is on Meadow Road. Ask for the PSHE lead." },
    }),
    asks(back(3, 12 * 60 + 45), {
      ...one("quarrybarn", "5", "workshop", 2),
      wishes: [wishFor(day("quarrybarn", 11), "morning"), wishFor(day("quarrybarn", 12), "morning")],
      contact: { ...contactOf("quarrybarn"), email: "year_5_quarrybarn@gmail.com" },
    }),
    asks(back(2, 16 * 60 + 5), {
      place: {
        listed: false,
        kind: "youth",
        name: "Canal Basin Boxing Club",
        town: "Leicester",
        postcode: "LE4 9VI",
      },
      format: "small-group",
      groups: [
        { kind: "age_range", yearGroups: [], ageFrom: 14, ageTo: 19, label: "Tuesday group", expected: 12 },
      ],
      wishes: [wishFor(day("tannery", 12), "start_time", 18 * 60)],
      contact: {
        name: "Leroy Wharfdene",
        jobTitle: "Lead coach",
        email: "leroy@canal-basin.example.org",
        phone: "0116 496 0990",
      },
    }),
    asks(back(1, 8 * 60 + 55), {
      ...one("windmill", "10", "workshop", 2),
      wishes: [wishFor(day("windmill", 4), "any"), wishFor(day("windmill", 6), "any")],
      practicalities: {
        afterIncident: true,
        noteFromSchool:
          "Something happened near the school last week and students are worried. We have rung you too.",
      },
    }),
    asks(back(1, 15 * 60 + 25), {
      place: "bellmetal",
      format: "tutor",
      groups: ["7A", "7B", "7C", "7D", "7E", "7F"].map(year7),
      wishes: [wishFor(day("bellmetal", 10), "morning"), wishFor(day("bellmetal", 15), "morning")],
      practicalities: { needsDetails: "Two students in 7C use a hearing loop." },
    }),
    asks(back(1, 11 * 60 + 10), {
      // The school rang.
      enteredById: coordinatorId,
      place: "oswin",
      format: "small-group",
      groups: [{ ...keyStageAudience("4"), label: "mentoring group", expected: 9 }],
      wishes: [rangeOf(day("oswin", 7), day("oswin", 20))],
    }),
    // Its code lies in the mail and has not been typed.
    asks(new Date(now.getTime() - UNPROVEN_MS), {
      ...one("sparrowfield", "5", "workshop", 1),
      wishes: [wishFor(day("sparrowfield", 9), "afternoon")],
      proven: false,
    }),
  ];
}

export function told(at: Date, tell: () => Promise<unknown>): Moment {
  return {
    at,
    tell: async () => {
      await tell();
      return [];
    },
  };
}

/** The school's open day so many open days from next week on. */
function openDay({ diary, today }: Scene, school: string, index: number): Day {
  const days = diary.openDays(schoolOf(school), addDays(today, 6), addDays(today, HORIZON_DAYS));
  const day = days[index] ?? days.at(-1);
  if (day === undefined) throw new Error(`${school} is not open in the next months`);
  return day;
}

function rangeOf(fromOn: Day, toOn: Day): Wish {
  return {
    kind: "range",
    fromOn,
    toOn,
    weekday: null,
    partOfDay: "any",
    startMinutes: null,
    periodLabel: "",
  };
}

function weekdayOf(weekday: number, fromOn: Day, toOn: Day, startMinutes: number, periodLabel: string): Wish {
  return { kind: "weekday", fromOn, toOn, weekday, partOfDay: "start_time", startMinutes, periodLabel };
}
