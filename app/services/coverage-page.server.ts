import { listOutlines } from "~/data/district-outlines.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { areasOf, type Area } from "~/domain/area";
import { listed, partOf, partsByArea, shownParts, shownTotal, type CoveredSchool, type ReachedWhen } from "~/domain/coverage";
import { hideSmall } from "~/domain/small-numbers";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { hiddenUnder } from "~/services/reach-parts.server";
import { recalled } from "~/services/recalled.server";
import { schoolsWaiting, type CoverageAudience } from "~/services/schools-to-approach.server";

const APPROACH_SHOWN = 10;
/** Of a whole country the map would be a page of megabytes: a district at a time, then. */
export const MOST_POINTS = 2_000;

/** Who was reached and who was not, of all or of one district: figures, map, and who to ask next. Areas for the team alone. */
export const coveragePage = recalled(readCoveragePage);

async function readCoveragePage(
  { audience, district: asked }: { audience: CoverageAudience; district: string | null },
  deps: Pick<Deps, "db" | "now">,
) {
  const all = await schoolsWaiting({ audience, filter: { district: null, need: null, all: false } }, deps);
  const { schools, total, byDistrict, byAuthority, year, recentFrom, eligible, yearsNotNoted, smallNumbersUnder } = all.report;
  const under = hiddenUnder({ audience }, smallNumbersUnder);
  const district = byDistrict.find(({ key }) => key === asked) ?? null;
  const isHere = ({ districtCode }: CoveredSchool) => district === null || (districtCode ?? "") === district.key;
  const own = schools.filter(isHere);
  const areas = audience === "team" ? await listAreasOn(deps.db, dayOf(deps.now())) : [];
  const toApproach = all.schools.filter(isHere);
  return {
    year,
    recentFrom,
    eligible,
    yearsNotNoted: hideSmall(yearsNotNoted, under),
    total: shownTotal(total, under),
    byDistrict: shownParts(byDistrict, under),
    byAuthority: shownParts(byAuthority, under),
    smallNumbersUnder: under,
    seesAreas: audience === "team",
    byArea: areas.length > 0 ? partsByArea(schools, (school) => areasOf(school, areas)) : null,
    district: district && { key: district.key, name: district.name },
    studentsAt: {
      this_year: studentsAt(own, "this_year"),
      recently: studentsAt(own, "recently"),
      earlier: studentsAt(own, "earlier"),
      never: studentsAt(own, "never"),
    },
    map: own.length > MOST_POINTS ? null : await mapOf(own, areas.filter((area) => district === null || own.some((school) => areasOf(school, [area]).length > 0)), deps),
    mostPoints: MOST_POINTS,
    toApproach: { count: toApproach.length, shown: toApproach.slice(0, APPROACH_SHOWN).map(listed) },
  };
}

function studentsAt(schools: readonly CoveredSchool[], when: ReachedWhen) {
  const { students, withoutStudents } = partOf("", "", schools.filter((school) => school.when === when));
  return { students, without: withoutStudents };
}

async function mapOf(schools: readonly CoveredSchool[], areas: readonly Area[], { db }: Pick<Deps, "db">) {
  const codes = new Set(schools.flatMap(({ districtCode }) => districtCode ?? []));
  return {
    schools: schools.map(({ id, easting, northing, when }) => ({ id, easting, northing, when })),
    outlines: await listOutlines(db, [...codes]),
    areas: areas.map(({ id, name, shape }) => ({ id, name, shape })),
  };
}
