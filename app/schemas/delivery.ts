import { z } from "zod";
import type { DeliveryCount, DeliveryRecord, SessionOutcome } from "~/domain/delivery";
import type { CohortYear } from "~/domain/groups";

/** The sessions and groups that the page asked about, in its order. */
export type AskedSession = {
  id: string;
  groups: readonly { id: string; label: string; cohortYears: readonly CohortYear[] }[];
};

export type DeliveryEntry = {
  /** Version of the visit and newest revision of its record (0: none) when the page was made. */
  version: number;
  revision: number;
  record: DeliveryRecord;
  /** Why sessions did not take place. */
  reasons: { sessionId: string; codes: string[] }[];
  correctionReason: string;
  figuresConfirmed: boolean;
};

type SeenOnce = Pick<DeliveryRecord, "basis" | "coveredWhat" | "coveredWhy" | "coveredHelp">;
type SessionReading = { outcome: SessionOutcome; counts: DeliveryCount[]; codes: string[] };

/** More than any hall holds: a slip of the finger, not a figure. */
const MOST_ATTENDED = 2_000;
const LONGEST_REASON = 300;

// A name sent twice makes a list: the first one counts.
const text = z
  .unknown()
  .optional()
  .transform((value) => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === "string" ? first.trim() : "";
  });
const texts = z.array(z.string());
const number = z.coerce.number().int().min(0).max(1_000_000);
/** Of nobody it cannot be said whether they were new. */
const OF_NOBODY = { novelty: "new", sameAsSessionId: null } as const;
const noveltySchema = z.enum(["new", "same", "mixed"]);
const NOTHING_SEEN: SeenOnce = { basis: null, coveredWhat: null, coveredWhy: null, coveredHelp: null };
const basisSchema = z.enum(["school_register", "headcount", "estimate"]);

const formSchema = z.object({
  version: number,
  revision: number,
  sessions: z.array(
    z.object({ outcome: text, reasons: texts, groups: z.array(z.record(z.string(), z.unknown())) }),
  ),
  basis: text,
  coveredWhat: text,
  coveredWhy: text,
  coveredHelp: text,
  correctionReason: text,
  figuresConfirmed: text,
});

type Form = z.output<typeof formSchema>;
type Report = (message: string, ...path: (string | number)[]) => void;

/** The id in an address; null for text that can be nobody's. */
export function readVisitId(typed: string | undefined): string | null {
  const id = z.guid().safeParse(typed);
  return id.success ? id.data : null;
}

/** The name of a count's field inside its group. */
export const countFieldOf = (yearGroup: CohortYear): string => `y${yearGroup}`;

/** Reads the delivery form of these sessions. Nothing is assumed: what was not answered is asked for. */
export function deliverySchema(asked: readonly AskedSession[]) {
  return formSchema.transform((form, context): DeliveryEntry => {
    const report: Report = (message, ...path) => {
      context.issues.push({ code: "custom", message, path, input: undefined });
    };
    const sessions = asked.map((session, index) => ({
      sessionId: session.id,
      ...readSession(form, session, index, report),
    }));
    const anyDelivered = sessions.some(({ outcome }) => outcome === "delivered");
    return {
      version: form.version,
      revision: form.revision,
      record: {
        ...(anyDelivered ? readSeenOnce(form, report) : NOTHING_SEEN),
        outcomes: sessions.map(({ sessionId, outcome }) => ({ sessionId, outcome })),
        counts: sessions.flatMap(({ counts }) => counts),
      },
      reasons: sessions.flatMap(({ sessionId, codes }) => (codes.length > 0 ? [{ sessionId, codes }] : [])),
      correctionReason: readCorrectionReason(form, report),
      figuresConfirmed: form.figuresConfirmed === "yes",
    };
  });
}

function readSession(form: Form, asked: AskedSession, index: number, report: Report): SessionReading {
  const row = form.sessions[index];
  if (row?.outcome === "delivered") {
    const counts = asked.groups.flatMap((group, position) =>
      readGroup(
        row.groups[position] ?? {},
        { ...group, sessionId: asked.id },
        ["sessions", index, "groups", position],
        report,
      ),
    );
    return { outcome: "delivered", counts, codes: [] };
  }
  const labels = asked.groups.map(({ label }) => label).join(", ");
  if (row?.outcome !== "not_delivered") {
    report(`${labels}: say whether the session took place`, "sessions", index, "outcome");
  } else if (row.reasons.length === 0) {
    report(`${labels}: choose why the session did not take place`, "sessions", index, "reasons");
  }
  return { outcome: "not_delivered", counts: [], codes: [...new Set(row?.reasons)] };
}

function readGroup(
  row: Record<string, unknown>,
  group: AskedSession["groups"][number] & { sessionId: string },
  path: (string | number)[],
  report: Report,
): DeliveryCount[] {
  const numbers = group.cohortYears.map((yearGroup) => {
    const field = countFieldOf(yearGroup);
    const attended = readAttended(text.parse(row[field]));
    if (typeof attended === "string") report(`${group.label}: ${attended}`, ...path, field);
    return { yearGroup, attended: typeof attended === "number" ? attended : 0 };
  });
  const anyone = numbers.some(({ attended }) => attended > 0);
  const answer = anyone ? readNovelty(row, group.label, path, report) : OF_NOBODY;
  const { id: sessionGroupId, sessionId } = group;
  return numbers.map((number) => ({ sessionId, sessionGroupId, ...number, ...answer }));
}

function readNovelty(
  row: Record<string, unknown>,
  label: string,
  path: (string | number)[],
  report: Report,
): Pick<DeliveryCount, "novelty" | "sameAsSessionId"> {
  const novelty = noveltySchema.safeParse(text.parse(row["novelty"]));
  if (!novelty.success) {
    report(`${label}: say whether these students were new to us this school year`, ...path, "novelty");
    return OF_NOBODY;
  }
  if (novelty.data !== "same") return { novelty: novelty.data, sameAsSessionId: null };
  const sameAs = z.guid().safeParse(text.parse(row["sameAs"]));
  if (!sameAs.success) {
    report(`${label}: choose the earlier session that the same students were in`, ...path, "sameAs");
  }
  return { novelty: "same", sameAsSessionId: sameAs.success ? sameAs.data : null };
}

/** A whole number of students, or what is wrong with the text. */
function readAttended(typed: string): number | string {
  if (typed === "") return "enter how many students attended";
  if (!/^\d{1,6}$/.test(typed)) return "the number who attended must be a whole number, 0 or more";
  const attended = Number(typed);
  return attended > MOST_ATTENDED ? `the number who attended must be ${MOST_ATTENDED} or fewer` : attended;
}

function readSeenOnce(form: Form, report: Report): SeenOnce {
  const basis = basisSchema.safeParse(form.basis);
  if (!basis.success) report("Say what the numbers are based on", "basis");
  const covered = (name: "coveredWhat" | "coveredWhy" | "coveredHelp", question: string): boolean => {
    if (form[name] !== "yes" && form[name] !== "no") report(`Say whether you covered ${question}`, name);
    return form[name] === "yes";
  };
  return {
    basis: basis.success ? basis.data : null,
    coveredWhat: covered("coveredWhat", "what knife crime is"),
    coveredWhy: covered("coveredWhy", "why people carry knives"),
    coveredHelp: covered("coveredHelp", "where to get help"),
  };
}

function readCorrectionReason(form: Form, report: Report): string {
  const reason = form.correctionReason;
  if (form.revision > 0 && reason === "") report("Say why the record is corrected", "correctionReason");
  if (reason.length > LONGEST_REASON) {
    report(`The reason must be ${LONGEST_REASON} characters or fewer`, "correctionReason");
  }
  return reason;
}
