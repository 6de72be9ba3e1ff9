import { randomUUID } from "node:crypto";
import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import type { BookingRequestStatus } from "~/domain/booking-request";
import type { GroupKind } from "~/domain/groups";
import type { StaffRole } from "~/domain/roles";
import type { VisitStatus } from "~/domain/visit";
import { dayOf, instantAt, type Day } from "~/lib/london-time";

/** The formats that every new deployment starts with (migration 20261123000300_defaults). */
export const FORMAT_IDS = {
  assembly: "019ab000-0000-7000-8000-000000000001",
  tutor: "019ab000-0000-7000-8000-000000000002",
  workshop: "019ab000-0000-7000-8000-000000000003",
  smallGroup: "019ab000-0000-7000-8000-000000000004",
} as const;

const AUTHORITY = { code: "TEST-LA", name: "Testshire" };
const DISTRICT = { code: "TEST-D1", name: "North Testshire" };
const REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const unique = (): string => randomUUID().replaceAll("-", "").slice(0, 12);

/** "KCA-" and six characters that can be read aloud. */
export function aReference(): string {
  const digits = [...randomUUID().replaceAll("-", "")].slice(0, 12);
  const letters = Array.from({ length: 6 }, (_, index) => {
    const value = Number.parseInt(`${digits[index * 2] ?? "0"}${digits[index * 2 + 1] ?? "0"}`, 16);
    return REFERENCE_LETTERS[value % REFERENCE_LETTERS.length] ?? "2";
  });
  return `KCA-${letters.join("")}`;
}

export function aSchool(
  over: Partial<Prisma.SchoolUncheckedCreateInput> = {},
): Prisma.SchoolUncheckedCreateInput & { id: string; lineageId: string } {
  const id = over.id ?? randomUUID();
  const name = over.name ?? "Oakfield Test School";
  return {
    name,
    kind: "school",
    typeName: "Community school",
    phase: "Secondary",
    street: "1 Test Street",
    town: "Testford",
    postcode: "TE1 1ST",
    localAuthorityCode: AUTHORITY.code,
    districtCode: DISTRICT.code,
    easting: 458_000,
    northing: 304_000,
    lowAge: 11,
    highAge: 16,
    pupils: 900,
    searchText: `${name} Testford TE1 1ST`.toLowerCase(),
    ...over,
    id,
    lineageId: over.lineageId ?? id,
  };
}

export type SavedSchool = { id: string; lineageId: string; name: string; urn: number | null };

export async function savedSchool(
  db: Db,
  over: Partial<Prisma.SchoolUncheckedCreateInput> = {},
): Promise<SavedSchool> {
  const data = aSchool(over);
  await savedDistrict(db);
  return db.school.create({ data, select: { id: true, lineageId: true, name: true, urn: true } });
}

/**
 * A district of the test authority; the default one needs no call. Inserted "on conflict do
 * nothing": browser workers share one database, and two upserts at once can both find no row.
 */
export async function savedDistrict(
  db: Db,
  district: { code: string; name: string } = DISTRICT,
): Promise<string> {
  const row = { ...district, localAuthorityCode: AUTHORITY.code };
  await db.localAuthority.createMany({ data: AUTHORITY, skipDuplicates: true });
  await db.district.createMany({ data: row, skipDuplicates: true });
  return district.code;
}

export type SavedAccount = { id: string; email: string; name: string };

/** Without roles: a contact. With the role presenter the presenter's row is written too. */
export async function savedAccount(
  db: Db,
  roles: readonly StaffRole[] = [],
  over: Partial<{ email: string; name: string; phone: string | null }> = {},
): Promise<SavedAccount> {
  const kind = roles[0] ?? "contact";
  return db.account.create({
    data: {
      email: `${kind}-${unique()}@example.test`,
      name: `Test ${kind}`,
      ...over,
      roles: { createMany: { data: roles.map((role) => ({ role })) } },
      presenter: roles.includes("presenter") ? { create: {} } : undefined,
    },
    select: { id: true, email: true, name: true },
  });
}

export const savedPresenter = (
  db: Db,
  over: Partial<{ email: string; name: string; phone: string | null }> = {},
): Promise<SavedAccount> => savedAccount(db, ["presenter"], over);

export type GroupInput = {
  kind?: GroupKind;
  yearGroups?: readonly string[];
  label?: string;
  expected?: number;
  ageFrom?: number | null;
  ageTo?: number | null;
};

const aGroupRow = (group: GroupInput, position: number) => ({
  kind: group.kind ?? "year_group",
  yearGroups: [...(group.yearGroups ?? ["9"])],
  label: group.label ?? `9${"ABCDEFGHIJ"[position] ?? "Z"}`,
  expected: group.expected ?? 30,
  ageFrom: group.ageFrom ?? null,
  ageTo: group.ageTo ?? null,
  position,
});

export type SavedRequest = {
  id: string;
  reference: string;
  schoolId: string;
  contact: SavedAccount;
  version: number;
  groups: { id: string; label: string }[];
};

export type RequestInput = Partial<{
  school: { id: string };
  contact: SavedAccount;
  status: BookingRequestStatus;
  groups: readonly GroupInput[];
  formatId: string;
  wishOn: Day;
  createdAt: Date;
  answerByOn: Day;
  over: Partial<Prisma.BookingRequestUncheckedCreateInput>;
}>;

/** A proven request of one contact with one tutor group and one wish. */
export async function savedRequest(db: Db, input: RequestInput = {}): Promise<SavedRequest> {
  const school = input.school ?? (await savedSchool(db));
  const contact = input.contact ?? (await savedAccount(db));
  const createdAt = input.createdAt ?? new Date("2026-11-02T09:00:00Z");
  const wishOn = dayToColumn(input.wishOn ?? "2026-11-23");
  const row = await db.bookingRequest.create({
    data: {
      reference: aReference(),
      status: input.status ?? "submitted",
      schoolId: school.id,
      formatId: input.formatId ?? FORMAT_IDS.tutor,
      createdAt,
      provenAt: input.status === "unproven" ? null : createdAt,
      answerByOn: input.status === "unproven" ? null : dayToColumn(input.answerByOn ?? "2026-11-09"),
      ...input.over,
      contacts: {
        create: { rank: 1, accountId: contact.id, name: contact.name, phone: "0116 496 0000" },
      },
      groups: { createMany: { data: (input.groups ?? [{}]).map(aGroupRow) } },
      wishes: { create: { rank: 1, kind: "date", fromOn: wishOn, toOn: wishOn } },
    },
    select: {
      id: true,
      reference: true,
      version: true,
      groups: { orderBy: { position: "asc" }, select: { id: true, label: true } },
    },
  });
  return { ...row, schoolId: school.id, contact };
}

export type SessionInput = {
  /** Minutes from the visit's start. */
  startMinute: number;
  endMinute: number;
  formatId?: string;
  room?: string;
  groups?: readonly GroupInput[];
  /** All of the visit's presenters unless given. */
  presenterIds?: readonly string[];
};

export type VisitInput = Partial<{
  school: { id: string };
  /** null: a visit without a request. */
  request: SavedRequest | null;
  presenters: readonly { id: string }[];
  onDate: Day;
  /** Local minutes from midnight. */
  startMinutes: number;
  /** Defaults to five minutes after the last session. */
  endMinutes: number;
  status: VisitStatus;
  sessions: readonly SessionInput[];
  sensitive: boolean;
  targeted: boolean;
  over: Partial<Omit<Prisma.VisitUncheckedCreateInput, "status" | "calendarUid">>;
}>;

export type SavedVisit = {
  id: string;
  version: number;
  schoolId: string;
  requestId: string | null;
  onDate: Day;
  startsAt: Date;
  endsAt: Date;
  presenterIds: string[];
  sessions: { id: string; groups: { id: string; label: string; yearGroups: string[] }[] }[];
};

const ONE_SESSION: readonly SessionInput[] = [{ startMinute: 10, endMinute: 35 }];
const PACK_DOWN_MINUTES = 5;

/** Scheduled for Monday 23 November 2026 from 09:00, one presenter, tutor time with 9A from 09:10. */
export async function savedVisit(db: Db, input: VisitInput = {}): Promise<SavedVisit> {
  const status = input.status ?? "scheduled";
  const sessions = input.sessions ?? ONE_SESSION;
  const request =
    input.request === undefined
      ? await savedRequest(db, { school: input.school, status: requestStatus(status) })
      : input.request;
  const schoolId = input.school?.id ?? request?.schoolId ?? (await savedSchool(db)).id;
  const presenterIds = (input.presenters ?? [await savedPresenter(db)]).map(({ id }) => id);
  const onDate = input.onDate ?? "2026-11-23";
  const startMinutes = input.startMinutes ?? 9 * 60;
  const lastMinute = Math.max(0, ...sessions.map(({ endMinute }) => endMinute));
  const startsAt = instantAt(onDate, startMinutes);
  const endsAt = instantAt(onDate, input.endMinutes ?? startMinutes + lastMinute + PACK_DOWN_MINUTES);
  const id = randomUUID();
  const takesTime = status === "scheduled" || status === "completed";
  await db.$transaction(async (tx) => {
    await tx.visit.create({
      data: {
        id,
        schoolId,
        requestId: request?.id ?? null,
        onDate: dayToColumn(onDate),
        startsAt,
        endsAt,
        place: "Test hall",
        easting: 458_000,
        northing: 304_000,
        signInMinutes: 5,
        setUpMinutes: 5,
        packDownMinutes: PACK_DOWN_MINUTES,
        sensitive: input.sensitive ?? false,
        targeted: input.targeted ?? false,
        ...(status === "pencilled"
          ? {
              pencilledFromOn: dayToColumn(onDate),
              pencilledToOn: dayToColumn(onDate),
              onDate: null,
              startsAt: null,
              endsAt: null,
            }
          : {}),
        ...(status === "cancelled" ? { cancelledBy: "team", cancelledAt: startsAt } : {}),
        ...(status === "completed" ? { completedAt: endsAt } : {}),
        ...input.over,
        status,
        calendarUid: `visit-${id}@example.test`,
        presenters: { createMany: { data: presenterIds.map((presenterId) => ({ presenterId })) } },
        contacts: request
          ? {
              create: {
                rank: 1,
                accountId: request.contact.id,
                name: request.contact.name,
                phone: "0116 496 0000",
              },
            }
          : undefined,
      },
      select: { id: true },
    });
    if (takesTime) {
      await tx.commitment.createMany({
        data: presenterIds.map((presenterId) => ({
          presenterId,
          kind: "visit" as const,
          startsAt,
          endsAt,
          visitId: id,
        })),
      });
    }
    for (const [position, session] of sessions.entries()) {
      await tx.schoolSession.create({
        data: {
          visitId: id,
          position,
          startMinute: session.startMinute,
          endMinute: session.endMinute,
          formatId: session.formatId ?? FORMAT_IDS.tutor,
          room: session.room ?? "",
          status: status === "cancelled" ? "cancelled" : "scheduled",
          groups: { createMany: { data: (session.groups ?? [{}]).map(aGroupRow) } },
          presenters: {
            createMany: {
              data: (session.presenterIds ?? presenterIds).map((presenterId) => ({ presenterId })),
            },
          },
        },
        select: { id: true },
      });
    }
  });
  const saved = await db.visit.findUniqueOrThrow({
    where: { id },
    select: {
      version: true,
      sessions: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          groups: { orderBy: { position: "asc" }, select: { id: true, label: true, yearGroups: true } },
        },
      },
    },
  });
  return { id, schoolId, requestId: request?.id ?? null, onDate, startsAt, endsAt, presenterIds, ...saved };
}

/** What a request's state must be for its one visit to have this one. */
function requestStatus(visit: VisitStatus): BookingRequestStatus {
  switch (visit) {
    case "scheduled":
      return "scheduled";
    case "completed":
      return "completed";
    case "pencilled":
    case "cancelled":
      return "submitted";
  }
}

/** The number on roll of a year group, as a contact gave it. */
export async function savedRoll(
  db: Db,
  input: {
    school: { id: string };
    yearGroup: string;
    roll: number;
    academicYear?: string;
    recordedAt?: Date;
  },
): Promise<void> {
  const recordedAt = input.recordedAt ?? new Date("2026-09-01T09:00:00Z");
  await db.schoolRoll.create({
    data: {
      schoolId: input.school.id,
      yearGroup: input.yearGroup,
      roll: input.roll,
      academicYear: input.academicYear ?? "2026/27",
      source: "contact",
      asAtOn: dayToColumn(dayOf(recordedAt)),
      recordedAt,
    },
    select: { id: true },
  });
}
