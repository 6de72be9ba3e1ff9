import { randomInt } from "node:crypto";
import type { Db } from "~/data/db.server";
import { isWorkingDay } from "~/domain/open-days";
import { searchTextOf } from "~/domain/school";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import { savedSchool, type SavedSchool } from "./builders";

export const today = (): Day => dayOf(new Date());

/** The first working day at least so many days ahead. */
export function workingDayAhead(days: number): Day {
  let day = addDays(today(), days);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** A word that no other test uses, such as "Brimquolt": specs share one database. */
export function aWord(): string {
  const syllables = [
    "bri",
    "mo",
    "qua",
    "del",
    "tor",
    "fen",
    "lu",
    "sat",
    "wix",
    "ho",
    "ren",
    "pid",
    "gal",
    "vey",
    "zun",
  ];
  const word = Array.from({ length: 5 }, () => syllables[randomInt(syllables.length)] ?? "").join("");
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

export const anAddress = (who = "contact"): string => `${who}.${aWord().toLowerCase()}@school.example`;

export type Place = SavedSchool & { town: string; postcode: string; urn: number };

/** A school that can be found by its name, town, postcode and number, all its own. */
export async function aPlace(db: Db, over: Partial<{ name: string; town: string }> = {}): Promise<Place> {
  const name = over.name ?? `${aWord()} Hill Academy`;
  const town = over.town ?? aWord();
  const urn = randomInt(900_000_000, 999_999_999);
  const postcode = `ZE${randomInt(1, 99)} ${randomInt(1, 9)}${letters(2)}`;
  const school = await savedSchool(db, {
    name,
    town,
    urn,
    postcode,
    searchText: searchTextOf({ name, town, postcode, urn }),
  });
  return { ...school, town, postcode, urn };
}

/** A local authority of its own, with one school: it stands on the page of terms. */
export async function anAuthority(db: Db): Promise<{ code: string; name: string }> {
  const authority = { code: aWord().slice(0, 10), name: `${aWord()}shire` };
  await db.localAuthority.create({ data: authority });
  const district = { code: aWord(), name: aWord(), localAuthorityCode: authority.code };
  await db.district.create({ data: district });
  const { id } = await aPlace(db);
  await db.school.update({ where: { id }, data: { localAuthorityCode: authority.code, districtCode: district.code } });
  return authority;
}

function letters(count: number): string {
  return Array.from({ length: count }, () => "ABDEFGHJLNPQRSTUWXYZ".charAt(randomInt(20))).join("");
}
