import { requestDeclined } from "../../emails/request-declined";
import { paths } from "~/config/paths";
import { addHistory, type Actor } from "~/data/history.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { listReasonCodes } from "~/data/reason-codes.server";
import { countOpenVisits, findRequestForTeam, getRequestForTeam, giveRequestReasons, moveRequest } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

export type DeclineRequestInput = {
  reference: string;
  version: number;
  reasonCodes: readonly string[];
  /** For the school to read; may be empty. */
  note: string;
  actor: Actor;
};

export type DeclineRequestResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "no_reason" | "has_visits" };

/** Declines a waiting request with reasons that its contacts read. Refused while a visit of it stands. */
export async function declineRequest(input: DeclineRequestInput, deps: Deps): Promise<DeclineRequestResult> {
  const now = deps.now();
  const settings = await readSettings(deps.db);
  const result = await transact(deps.db, async (tx): Promise<DeclineRequestResult> => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request) return { ok: false, reason: "not_found" };
    const codes = await listReasonCodes(tx, "decline", input.reasonCodes);
    if (codes.length === 0) return { ok: false, reason: "no_reason" };
    if ((await countOpenVisits(tx, request.id)) > 0) return { ok: false, reason: "has_visits" };
    const moved = await moveRequest(tx, {
      id: request.id,
      version: input.version,
      from: ["awaiting_go_ahead", "submitted", "offered"],
      to: "declined",
      now,
      answered: true,
      closed: true,
      closingNote: input.note,
    });
    if (!moved) return { ok: false, reason: "changed_meanwhile" };
    await giveRequestReasons(tx, request.id, codes, now);
    await addHistory(tx, {
      at: now,
      actor: input.actor,
      subject: "request",
      subjectId: request.id,
      requestId: request.id,
      action: "request_declined",
      from: request.status,
      to: "declined",
      detail: { reasons: codes },
    });
    const declined = await getRequestForTeam(tx, request.id);
    for (const contact of declined.contacts) {
      const email = await requestDeclined({
        sender: mailSender(settings, deps.origin),
        contactName: contact.name,
        schoolName: declined.schoolName,
        reference: declined.reference,
        reasons: declined.reasons.map((reason) => reason.forSchool),
        noteForSchool: input.note,
        bookingUrl: `${deps.origin}${paths.booking(declined.reference)}`,
        newRequestUrl: `${deps.origin}${paths.request.start()}`,
        materialsUrl: `${deps.origin}${paths.materials()}`,
      });
      await queueMail(tx, {
        occasion: "request-declined",
        to: { address: contact.email, name: contact.name },
        email,
        accountId: contact.accountId,
        requestId: declined.id,
        mailDomain: mailDomain(settings),
        now,
      });
    }
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}
