import { schoolDaysIn } from "~/domain/pace";
import { addDays, daysBetween, type Day } from "~/lib/london-time";
import type { KnownRequest } from "./stand-in-year";

/** A small generator of random numbers with a seed (mulberry32): the same seed gives the same decade. */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal, between: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)) };
}

type Random = ReturnType<typeof randomFrom>;

/** Requests a month of the programme year, August first: schools ask after the summer and after Christmas. */
const ASKED_BY_MONTH = [0.03, 0.16, 0.14, 0.12, 0.06, 0.14, 0.1, 0.09, 0.06, 0.06, 0.03, 0.01];

/** Roughly England's terms; the day of the break moves as Easter does. */
function termsOf(year: number, random: Random) {
  const easterShift = random.between(0, 3) * 7;
  return [
    { startsOn: `${year}-08-28`, endsOn: `${year}-10-16` },
    { startsOn: `${year}-10-26`, endsOn: `${year}-12-18` },
    { startsOn: `${year + 1}-01-05`, endsOn: `${year + 1}-02-12` },
    { startsOn: `${year + 1}-02-22`, endsOn: addDays(`${year + 1}-03-20`, easterShift) },
    { startsOn: addDays(`${year + 1}-04-06`, easterShift), endsOn: `${year + 1}-05-28` },
    { startsOn: `${year + 1}-06-07`, endsOn: `${year + 1}-07-16` },
  ];
}

/**
 * Programme years of requests: how many differs by about an eighth from year to year on a slow growth, four in five are
 * accepted, answers take up to three weeks, visits follow two to sixteen weeks later on a school day, one in twenty-five
 * is cancelled, one in ten meets the same students again.
 */
export function simulateYears(input: { seed: number; firstYear: number; years: number; requestsAYear: number }): KnownRequest[] {
  const random = randomFrom(input.seed);
  const requests: KnownRequest[] = [];
  // A year before the first fills its diary: what is asked in May is held in autumn.
  for (let year = input.firstYear - 1; year < input.firstYear + input.years; year += 1) {
    const days = schoolDaysIn({ startsOn: `${year}-08-01`, endsOn: `${year + 1}-07-31` }, [termsOf(year, random)]);
    const nextDays = schoolDaysIn({ startsOn: `${year + 1}-08-01`, endsOn: `${year + 2}-07-31` }, [termsOf(year + 1, random)]);
    const open = [...days, ...nextDays];
    const many = input.requestsAYear * 1.03 ** (year - input.firstYear) * Math.exp(random.normal() * 0.12);
    const acceptance = Math.min(0.95, 0.8 + random.normal() * 0.04);
    const attendance = 0.93 + random.normal() * 0.02;
    for (const [month, share] of ASKED_BY_MONTH.entries()) {
      const count = Math.max(0, Math.round(many * share + random.normal() * Math.sqrt(many * share)));
      for (let each = 0; each < count; each += 1) requests.push(aRequest(year, month, { random, open, acceptance, attendance }));
    }
  }
  return requests;
}

function aRequest(
  year: number,
  month: number,
  { random, open, acceptance, attendance }: { random: Random; open: readonly Day[]; acceptance: number; attendance: number },
): KnownRequest {
  const [calendarYear, calendarMonth] = month < 5 ? [year, month + 8] : [year + 1, month - 4];
  const askedOn = addDays(`${calendarYear}-${String(calendarMonth).padStart(2, "0")}-01`, random.between(0, 27));
  const decidedOn = addDays(askedOn, random.between(1, 21));
  const wanted = addDays(decidedOn, Math.round(14 + 98 * random.next() * random.next()));
  const visitOn = open.find((day) => day >= wanted) ?? wanted;
  const kind = random.next();
  const expected = kind < 0.3 ? random.between(120, 240) : kind < 0.85 ? random.between(1, 4) * random.between(24, 31) : random.between(6, 14);
  const attended = Math.max(0, Math.round(expected * (attendance + random.normal() * 0.09)));
  const lead = daysBetween(decidedOn, visitOn);
  return {
    askedOn,
    decidedOn,
    accepted: random.next() < acceptance,
    visitOn,
    cancelledOn: random.next() < 0.04 ? addDays(decidedOn, random.between(1, Math.max(1, lead - 1))) : null,
    expected,
    attended,
    fresh: random.next() < 0.1 ? 0 : attended,
  };
}
