import { FORECAST_METHOD } from "~/domain/forecast";
import { REACH_DEFINITION } from "~/domain/reach";

export type Definition = { term: string; text: string };

/** What each figure of the report means, as it stands beside them and on the first sheet of exports. */
export const DEFINITIONS: readonly Definition[] = [
  { term: "Students reached", text: REACH_DEFINITION },
  {
    term: "Range",
    text: "The least and the most students that the records allow: groups of new and known students leave it open.",
  },
  { term: "Attendances", text: "Everybody who was there, each time they came." },
  {
    term: "Student-hours",
    text: "One student in a session for one hour: attendances times the length of the session. Who comes twice has them twice.",
  },
  { term: "Schools reached", text: "Schools and settings with at least one attendance, through conversions and new names. Schools that merge stay apart." },
  {
    term: "Share of a year group",
    text: "Students reached of those on roll, in the year groups that were visited and whose roll is known. Nothing is guessed.",
  },
  { term: "Basis", text: "Where the number of an attendance comes from: the school’s register, a headcount or an estimate." },
  {
    term: "Parts",
    text:
      "A student stands where and when we met them first. Students reached are split only by what is clear then: place, school, " +
      "type, phase, year group and month. Attendances and student-hours are split by anything. Parts add up to the whole exactly; " +
      "rounded for showing, they may differ by a little.",
  },
  {
    term: "Booked and requested",
    text: "Students whom schools expect at visits to come, and in requests without a date: plans, in no figure of what was reached.",
  },
  {
    term: "Even pace",
    text: "The target spread over the days on which schools are open, so that nobody is behind in August.",
  },
  { term: "Forecast", text: FORECAST_METHOD },
  { term: "Targeted sessions", text: "Sessions in places of reachable moments. They are counted apart, in no other figure." },
  {
    term: "Cost of a student-hour",
    text: "What was entered for the programme year, of the whole or of a funder, divided by the student-hours that it paid for.",
  },
];
