import { randomUUID } from "node:crypto";
import type { Db } from "~/data/db.server";
import { yearGroupAudience } from "~/domain/groups";
import { DRAFT_SHAPE, type DraftAnswers } from "~/domain/request-draft";
import { hashSecret, newSecret } from "~/lib/secret.server";
import { saveDraft } from "~/services/save-draft.server";
import { FORMAT_IDS, savedSchool } from "./builders";

export type SavedDraft = { draftId: string; browserToken: string; browserHash: string; schoolId: string };

/** Everything that a contact would say: tutor time for 9B on Tuesday 1 December 2026. */
export function draftAnswers(schoolId: string, over: Partial<DraftAnswers> = {}): DraftAnswers {
  return {
    shape: DRAFT_SHAPE,
    school: {
      listed: true,
      schoolId,
      kind: "school",
      name: "Oakfield Test School",
      town: "Testford",
      postcode: "TE1 1ST",
    },
    students: { formatId: FORMAT_IDS.tutor, groups: [{ ...yearGroupAudience("9"), label: "9B", expected: 28 }] },
    rolls: [{ yearGroup: "9", roll: 182 }],
    wishes: [
      {
        kind: "date",
        fromOn: "2026-12-01",
        toOn: "2026-12-01",
        weekday: null,
        partOfDay: "morning",
        startMinutes: null,
        periodLabel: "",
      },
    ],
    practicalities: {
      roomDetails: "Main hall",
      arrivalDetails: "",
      needsDetails: "",
      noteFromSchool: "",
      afterIncident: false,
    },
    details: {
      name: "Test Contact",
      jobTitle: "Head of year 9",
      email: "contact@school.test",
      phone: "0116 496 0123",
      second: null,
    },
    ...over,
  };
}

/** A draft with all its answers, in a browser of its own. */
export async function savedDraft(
  db: Db,
  now: Date,
  over: Partial<DraftAnswers> = {},
): Promise<SavedDraft> {
  const school = await savedSchool(db);
  const browserToken = newSecret(256);
  const browserHash = hashSecret(browserToken);
  const draftId = randomUUID();
  const { shape: _, sent: __, ...answer } = draftAnswers(school.id, over);
  await saveDraft({ draftId, browserHash, answer }, { db, now: () => now });
  return { draftId, browserToken, browserHash, schoolId: school.id };
}

/** The newest code in the mails to an address. */
export async function newestCode(db: Db, email: string): Promise<string> {
  const mail = await newestMail(db, email);
  const code = /^\s*(\d{6})\s*$/m.exec(mail)?.[1];
  if (code === undefined) throw new Error(`No code in the newest mail to ${email}`);
  return code;
}

/** The token of the link in the newest mail to an address. */
export async function newestLinkToken(db: Db, email: string): Promise<string> {
  const token = /\/([\w-]{22})(?![\w-])/.exec(await newestMail(db, email))?.[1];
  if (token === undefined) throw new Error(`No link in the newest mail to ${email}`);
  return token;
}

async function newestMail(db: Db, email: string): Promise<string> {
  const mail = await db.outgoingMail.findFirst({
    where: { toAddress: email, occasion: "prove-request-code" },
    orderBy: { id: "desc" },
    select: { bodyText: true },
  });
  return mail?.bodyText ?? "";
}
