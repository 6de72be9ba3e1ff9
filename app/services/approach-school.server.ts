import { randomUUID } from "node:crypto";
import { sessionInvitation } from "../../emails/session-invitation";
import type { Email } from "../../emails/layout";
import { paths } from "~/config/paths";
import {
  createApproach,
  findSchoolToAsk,
  listApproaches,
  listBusyLineages,
  lockLineage,
  setApproachMail,
  type PastApproach,
} from "~/data/approaches.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import {
  createInvitationLink,
  listKnownContacts,
  refusesInvitations,
  type KnownContact,
} from "~/data/invitations.server";
import { mailComesBack } from "~/data/mail-refusals.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { mayAskAgainOn, type ApproachWay } from "~/domain/approach";
import type { ProgrammeSettings } from "~/domain/settings";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

/** As long as a term: an invitation is read again when there is time. */
export const INVITATION_DAYS = 60;
/** Who wants no more of them finds the mail again years later. */
const REFUSAL_DAYS = 730;

type Staff = Extract<Actor, { kind: "contact" | "staff" }>;
export type InvitationInput = { schoolId: string; email: string; name: string; note: string };

export type InviteRefusal =
  | { ok: false; reason: "not_found" | "busy" | "no_more_invitations" | "mail_comes_back" }
  | { ok: false; reason: "asked_lately"; askedOn: Day; byName: string; againOn: Day };
export type InviteResult = { ok: true } | InviteRefusal;

export type SchoolToAsk = {
  id: string;
  name: string;
  town: string;
  approaches: PastApproach[];
  contacts: KnownContact[];
  approachDays: number;
  /** Null where it may be asked today. */
  againOn: Day | null;
  busy: boolean;
};

/** A school with whom we know there and how often it was asked; null where none is to be asked under this id. */
export async function lookAtSchoolToAsk(schoolId: string, { db, now }: Pick<Deps, "db" | "now">): Promise<SchoolToAsk | null> {
  const school = await findSchoolToAsk(db, schoolId);
  if (!school) return null;
  const today = dayOf(now());
  const { approachDays } = await readSettings(db);
  const [approaches, contacts, busyLineages] = await Promise.all([
    listApproaches(db, school.lineageId),
    listKnownContacts(db, school.lineageId),
    listBusyLineages(db, { today, withSensitive: true }),
  ]);
  const { id, name, town, lineageId } = school;
  const againOn = againAfter(approaches, approachDays, today);
  return { id, name, town, approaches, contacts, approachDays, againOn, busy: busyLineages.has(lineageId) };
}

/** The mail as it would leave, with links that lead nowhere yet; or why it would not. Nothing is written. */
export async function previewInvitation(
  input: InvitationInput,
  deps: Pick<Deps, "db" | "now" | "origin">,
): Promise<{ ok: true; email: Email } | InviteRefusal> {
  const school = await findSchoolToAsk(deps.db, input.schoolId);
  if (!school) return { ok: false, reason: "not_found" };
  const refusal = await whyNotInvite(deps.db, { ...input, lineageId: school.lineageId }, deps.now());
  if (refusal) return refusal;
  const settings = await readSettings(deps.db);
  const links = { start: "LINK-OF-THIS-MAIL", stop: "LINK-OF-THIS-MAIL" };
  return { ok: true, email: await write(input, school.name, links, settings, deps) };
}

/**
 * Sends an invitation and remembers it: approach, links, mail and history in one transaction. Refused where the school was
 * asked within the days of the setting, is busy with a booking already, or the address wants or takes none.
 */
export async function inviteSchool(input: InvitationInput & { actor: Staff }, deps: Deps): Promise<InviteResult> {
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<InviteResult> => {
    const school = await findSchoolToAsk(tx, input.schoolId);
    if (!school) return { ok: false, reason: "not_found" };
    // Two coordinators at once: the second sees what the first has sent.
    await lockLineage(tx, school.id);
    const refusal = await whyNotInvite(tx, { ...input, lineageId: school.lineageId }, now);
    if (refusal) return refusal;
    const settings = await readSettings(tx);
    const approach = { id: randomUUID(), schoolId: school.id, madeById: input.actor.accountId, now };
    await createApproach(tx, { ...approach, way: "mail", mailId: null });
    const endOf = (days: number) => instantAt(addDays(dayOf(now), days + 1), 0);
    const link = { approachId: approach.id, now };
    const links = {
      start: await createInvitationLink(tx, { ...link, purpose: "start_request", expiresAt: endOf(INVITATION_DAYS) }),
      stop: await createInvitationLink(tx, { ...link, purpose: "refuse_invitations", expiresAt: endOf(REFUSAL_DAYS) }),
    };
    const mail = await queueMail(tx, {
      occasion: "session-invitation",
      to: { address: input.email, name: input.name },
      email: await write(input, school.name, links, settings, deps),
      mailDomain: mailDomain(settings),
      now,
    });
    await setApproachMail(tx, approach.id, mail.id);
    await note(tx, { schoolId: school.id, actor: input.actor, way: "mail", now });
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

/** Remembers that somebody rang or spoke to the school: nobody asks again for the days of the setting. */
export async function noteApproach(
  input: { schoolId: string; way: Exclude<ApproachWay, "mail">; actor: Staff },
  deps: Deps,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const school = await findSchoolToAsk(tx, input.schoolId);
    if (!school) return { ok: false as const, reason: "not_found" as const };
    const { way, actor } = input;
    await createApproach(tx, { id: randomUUID(), schoolId: school.id, way, madeById: actor.accountId, mailId: null, now });
    await note(tx, { schoolId: school.id, actor, way, now });
    return { ok: true as const };
  });
}

async function whyNotInvite(
  db: Db | Tx,
  { lineageId, email }: { lineageId: string; email: string },
  now: Date,
): Promise<InviteRefusal | null> {
  const today = dayOf(now);
  const { approachDays } = await readSettings(db);
  const approaches = await listApproaches(db, lineageId);
  const [last] = approaches;
  const againOn = againAfter(approaches, approachDays, today);
  if (last && againOn) return { ok: false, reason: "asked_lately", askedOn: last.onDate, byName: last.byName, againOn };
  if ((await listBusyLineages(db, { today, withSensitive: true })).has(lineageId)) return { ok: false, reason: "busy" };
  if (await refusesInvitations(db, email)) return { ok: false, reason: "no_more_invitations" };
  return (await mailComesBack(db, email)) ? { ok: false, reason: "mail_comes_back" } : null;
}

function againAfter([last]: readonly PastApproach[], approachDays: number, today: Day): Day | null {
  const againOn = last ? mayAskAgainOn(last.onDate, approachDays) : today;
  return againOn > today ? againOn : null;
}

async function write(
  { name, note: words }: InvitationInput,
  schoolName: string,
  links: { start: string; stop: string },
  settings: ProgrammeSettings,
  { origin, now }: Pick<Deps, "origin" | "now">,
): Promise<Email> {
  const { purpose, covered } = settings.wording;
  return sessionInvitation({
    sender: mailSender(settings, origin),
    recipientName: name,
    schoolName,
    purpose,
    covered,
    note: words,
    teamPhone: settings.teamPhone,
    startUrl: `${origin}${paths.invited(links.start)}`,
    expiresOn: addDays(dayOf(now()), INVITATION_DAYS),
    materialsUrl: `${origin}${paths.materials()}`,
    stopUrl: `${origin}${paths.noInvitations(links.stop)}`,
  });
}

async function note(tx: Tx, entry: { schoolId: string; actor: Staff; way: ApproachWay; now: Date }): Promise<void> {
  const { schoolId, actor, way, now } = entry;
  await addHistory(tx, { at: now, actor, subject: "school", subjectId: schoolId, action: "school_approached", detail: { way } });
}
