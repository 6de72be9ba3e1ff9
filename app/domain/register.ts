import type { RegisterSchool, RegisterStatus } from "~/domain/school";
import { searchTextOf } from "~/domain/school";
import type { Day } from "~/lib/london-time";

/** What the register says about one school, as we keep it. Grid references are metres (British National Grid). */
export type RegisterRow = {
  name: string;
  status: RegisterStatus;
  localAuthorityCode: string | null;
  districtCode: string | null;
  typeName: string;
  phase: string;
  street: string;
  town: string;
  postcode: string;
  easting: number | null;
  northing: number | null;
  lowAge: number | null;
  highAge: number | null;
  pupils: number | null;
  secondaryPupils: number | null;
  openedOn: Day | null;
  closedOn: Day | null;
  searchText: string;
};

export type RegisterField = keyof RegisterRow;

export const FIELD_LABELS: Readonly<Record<RegisterField, string>> = {
  name: "name",
  status: "status",
  localAuthorityCode: "local authority",
  districtCode: "district",
  typeName: "type",
  phase: "phase",
  street: "street",
  town: "town",
  postcode: "postcode",
  easting: "easting",
  northing: "northing",
  lowAge: "lowest age",
  highAge: "highest age",
  pupils: "pupils",
  secondaryPupils: "secondary pupils",
  openedOn: "opening date",
  closedOn: "closing date",
  searchText: "search words",
};

const FIELDS: readonly RegisterField[] = [
  "name",
  "status",
  "localAuthorityCode",
  "districtCode",
  "typeName",
  "phase",
  "street",
  "town",
  "postcode",
  "easting",
  "northing",
  "lowAge",
  "highAge",
  "pupils",
  "secondaryPupils",
  "openedOn",
  "closedOn",
  "searchText",
];

/** The row after this line of the register: what its file has no column for stays as it was. */
export function mergeRegisterRow(school: RegisterSchool, before: RegisterRow | undefined): RegisterRow {
  const { name, postcode } = school;
  const town = school.town ?? before?.town ?? "";
  return {
    name,
    postcode,
    town,
    status: school.status ?? before?.status ?? "open",
    localAuthorityCode: school.localAuthority?.code ?? before?.localAuthorityCode ?? null,
    districtCode: kept(school.district === undefined ? undefined : (school.district?.code ?? null), before?.districtCode),
    typeName: school.typeName ?? before?.typeName ?? "",
    phase: school.phase ?? before?.phase ?? "",
    street: school.street ?? before?.street ?? "",
    easting: kept(school.easting, before?.easting),
    northing: kept(school.northing, before?.northing),
    lowAge: kept(school.lowAge, before?.lowAge),
    highAge: kept(school.highAge, before?.highAge),
    pupils: kept(school.pupils, before?.pupils),
    secondaryPupils: kept(school.secondaryPupils, before?.secondaryPupils),
    openedOn: kept(school.openedOn, before?.openedOn),
    closedOn: kept(school.closedOn, before?.closedOn),
    searchText: searchTextOf({ name, town, postcode, urn: school.urn }),
  };
}

/** Empty: nothing would change. */
export function changedFields(before: RegisterRow, after: RegisterRow): RegisterField[] {
  return FIELDS.filter((field) => before[field] !== after[field]);
}

function kept<T>(value: T | null | undefined, before: T | null | undefined): T | null {
  return value === undefined ? (before ?? null) : value;
}

export type SchoolLinkKind = "successor" | "merged_into" | "split_into" | "same_as";

/** One school became part of another: `fromUrn` closed or shrank, `toUrn` took over. */
export type RegisterLink = {
  fromUrn: number;
  toUrn: number;
  kind: Exclude<SchoolLinkKind, "same_as">;
  linkedOn: Day | null;
  /** The name that the file gives, and whose it is. */
  named: { urn: number; name: string };
};

/** Names of a list that may be long: how many there are, and the first of them. */
export type Listed<T> = { count: number; first: T[] };

export const MOST_LISTED = 50;

export function listedNone<T>(): Listed<T> {
  return { count: 0, first: [] };
}

export function addListed<T>(listed: Listed<T>, entry: T): void {
  listed.count += 1;
  if (listed.first.length < MOST_LISTED) listed.first.push(entry);
}

export type BadRow = { line: number; problem: string };
export type NamedSchool = { urn: number; name: string };

/** A closed or closing school that something is still planned or asked for at. */
export type TouchedSchool = NamedSchool & {
  status: "closed" | "proposed_to_close";
  closedOn: Day | null;
  visits: number;
  requests: number;
  successors: NamedSchool[];
};

/** What an import changes, or would change. */
export type RegisterReport = {
  read: number;
  /** Rows of other local authorities. */
  elsewhere: number;
  unchanged: number;
  added: Listed<NamedSchool>;
  changed: Listed<NamedSchool & { fields: RegisterField[] }>;
  /** Open until now; closed or proposed to close from now on. They stand among the changed or added too. */
  closed: Listed<NamedSchool>;
  closing: Listed<NamedSchool>;
  touched: TouchedSchool[];
  badRows: Listed<BadRow>;
  /** Null: no links file was given. */
  links: { read: number; added: number; changed: number; unchanged: number; badRows: Listed<BadRow> } | null;
  /** What the file does not say, and what follows from that. */
  notes: string[];
};

export function hasChanges(report: RegisterReport): boolean {
  const { added, changed, links } = report;
  return added.count + changed.count + (links ? links.added + links.changed : 0) > 0;
}
