import type { Db } from "~/data/db.server";
import { newestHistoryId } from "~/data/history.server";
import { getVisit } from "~/data/visits.server";
import { moveVisit, rowsOfVisit } from "~/services/move-visit.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "./builders";
import { testDeps } from "./deps";

/** Everything that waits has arrived. */
export async function deliverAll(db: Db): Promise<void> {
  await db.outgoingMail.updateMany({ where: { status: "queued" }, data: { status: "sent", sentAt: new Date("2026-11-16T09:01:00Z") } });
}

/** A visit on Tuesday 24 November 2026, first session 09:10, planned and told through the real service on the 16th. */
export async function aPlannedVisit(db: Db, over: { presenters?: SavedAccount[]; contact?: SavedAccount } = {}) {
  const school = await savedSchool(db);
  const request = await savedRequest(db, { school, contact: over.contact });
  const coordinator = await savedAccount(db, ["coordinator"], { name: "Sam Coordinator" });
  const presenters = over.presenters ?? [await savedPresenter(db, { name: "Kit Elm" })];
  const actor = { kind: "staff" as const, accountId: coordinator.id };
  const planned = await scheduleVisit(
    {
      reference: request.reference,
      version: request.version,
      onDate: "2026-11-24",
      rows: request.groups.map(({ id }) => ({
        groupId: id,
        startMinutes: 9 * 60 + 10,
        lengthMinutes: 25,
        room: "Hall",
        presenterIds: presenters.map((presenter) => presenter.id),
      })),
      overrideReason: "",
      noteForSchool: "",
      noteForTeam: "",
      actor,
    },
    testDeps(db, "2026-11-16T09:00:00Z"),
  );
  if (!planned.ok) throw new Error(planned.reason);
  return { school, request, coordinator, presenters, visitId: planned.visitId, actor };
}

/** Moves it by so many minutes, on the 17th. */
export async function movePlanned(db: Db, planned: Awaited<ReturnType<typeof aPlannedVisit>>, minutes: number) {
  const visit = await getVisit(db, planned.visitId);
  const moved = await moveVisit(
    {
      visitId: visit.id,
      version: visit.version,
      seenHistoryId: await newestHistoryId(db, visit.id),
      onDate: visit.onDate ?? "",
      rows: rowsOfVisit(visit).map((row) => ({ ...row, startMinutes: row.startMinutes + minutes })),
      reasonCodes: ["move.school_asked"],
      note: "",
      overrideReason: "",
      actor: planned.actor,
    },
    testDeps(db, "2026-11-17T10:00:00Z"),
  );
  if (!moved.ok) throw new Error(moved.reason);
}

/** The newest link of this kind in what was written to an address, as "/answer/…". */
export async function linkTo(db: Db, address: string, kind: string): Promise<{ path: string; token: string }> {
  const mails = await db.outgoingMail.findMany({ where: { toAddress: address }, orderBy: { id: "desc" }, select: { bodyText: true } });
  for (const { bodyText } of mails) {
    const token = new RegExp(`/${kind}/([\\w-]+)`).exec(bodyText)?.[1];
    if (token) return { token, path: `/${kind}/${token}` };
  }
  throw new Error(`No ${kind} link was written to ${address}`);
}
