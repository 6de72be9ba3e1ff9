import { describeAudience, type Group } from "~/domain/groups";

/** What must be settled before the day (product.md, readiness), in the order in which it is asked. */
export const READINESS_POINTS = [
  "room",
  "equipment",
  "meets",
  "safeguarding_lead",
  "staff_stay",
  "needs",
  "parents",
] as const;

export type ReadinessPoint = (typeof READINESS_POINTS)[number];
export type ReadinessAnswers = Readonly<Record<ReadinessPoint, string>>;

type PointWords = {
  /** As a short label of a list. */
  label: string;
  /** As the school is asked. */
  question: string;
  hint: string;
  /** A sentence, or yes. */
  kind: "text" | "yes";
};

export const READINESS_WORDS: Readonly<Record<ReadinessPoint, PointWords>> = {
  room: {
    label: "Room",
    question: "Which room or hall?",
    hint: "If groups sit in different rooms, say which group is where.",
    kind: "text",
  },
  equipment: {
    label: "Equipment",
    question: "Screen, sound and computer",
    hint: "What is there, and who can help if it does not work.",
    kind: "text",
  },
  meets: {
    label: "Meets the presenters",
    question: "Who meets the presenters?",
    hint: "Name or role, and where: for example Sam at main reception, 0116 496 0000.",
    kind: "text",
  },
  safeguarding_lead: {
    label: "Safeguarding lead",
    question: "Designated safeguarding lead or deputy on site that day",
    hint: "Who it is, and how the presenters reach them during the session.",
    kind: "text",
  },
  staff_stay: {
    label: "Staff stay throughout",
    question: "A member of school staff stays with every group throughout",
    hint: "Presenters are not left alone with students.",
    kind: "yes",
  },
  needs: {
    label: "Needs known",
    question: "Needs of the students that the presenters should know",
    hint: "For example hearing loops or English as a second language. Write “None” if there are none. No names of students.",
    kind: "text",
  },
  parents: {
    label: "Parents told",
    question: "Parents and carers have been told about the session",
    hint: "A letter that you can use is in our materials.",
    kind: "yes",
  },
};

export const NO_ANSWERS: ReadinessAnswers = {
  room: "",
  equipment: "",
  meets: "",
  safeguarding_lead: "",
  staff_stay: "",
  needs: "",
  parents: "",
};

export function isReadinessPoint(text: string): text is ReadinessPoint {
  return READINESS_POINTS.some((point) => point === text);
}

/** A sentence counts when there is one, a yes-point when it is yes. */
export function isPointSettled(point: ReadinessPoint, answer: string): boolean {
  return READINESS_WORDS[point].kind === "yes" ? answer === "yes" : answer.trim() !== "";
}

export function openPoints(answers: ReadinessAnswers): ReadinessPoint[] {
  return READINESS_POINTS.filter((point) => !isPointSettled(point, answers[point]));
}

export function countSettled(answers: ReadinessAnswers): number {
  return READINESS_POINTS.length - openPoints(answers).length;
}

/** From stored rows; points that are no longer asked are left out. */
export function answersFrom(rows: readonly { point: string; answer: string }[]): ReadinessAnswers {
  const answers: Record<ReadinessPoint, string> = { ...NO_ANSWERS };
  for (const { point, answer } of rows) if (isReadinessPoint(point)) answers[point] = answer;
  return answers;
}

/** What is settled, for reading: open points say so. */
export function listReadiness(answers: ReadinessAnswers): { key: string; value: string }[] {
  return READINESS_POINTS.map((point) => {
    const { label, kind } = READINESS_WORDS[point];
    if (!isPointSettled(point, answers[point])) return { key: label, value: "Not settled yet" };
    return { key: label, value: kind === "yes" ? "Yes" : answers[point] };
  });
}

export type KnownBefore = {
  roomDetails: string;
  needsDetails: string;
  contact: { name: string; phone: string } | null;
  sessions: readonly { room: string; groups: readonly Group[] }[];
};

/** What the school has said already, to be confirmed: it settles nothing by itself. */
export function suggestAnswers(stored: ReadinessAnswers, known: KnownBefore): ReadinessAnswers {
  const rooms = known.sessions
    .filter(({ room }) => room !== "")
    .map(({ room, groups }) => `${groups.map((group) => group.label || describeAudience(group)).join(", ")}: ${room}`);
  const suggested: Partial<Record<ReadinessPoint, string>> = {
    room: [...new Set(rooms)].join("; ") || known.roomDetails,
    meets: known.contact ? [known.contact.name, known.contact.phone].filter(Boolean).join(", ") : "",
    needs: known.needsDetails,
  };
  const answers: Record<ReadinessPoint, string> = { ...stored };
  for (const point of READINESS_POINTS) if (stored[point] === "") answers[point] = suggested[point] ?? "";
  return answers;
}

/** What one save changes: the points this person has altered, and those that somebody else altered meanwhile. */
export function readinessChanges(
  stored: ReadinessAnswers,
  shown: ReadinessAnswers,
  given: ReadinessAnswers,
): { changed: ReadinessPoint[]; clashing: ReadinessPoint[] } {
  const touched = READINESS_POINTS.filter((point) => given[point] !== stored[point]);
  // A point that stands as it was shown, but differs from what is stored, was changed by somebody else alone.
  const changed = touched.filter((point) => given[point] !== shown[point] || stored[point] === "");
  const clashing = changed.filter((point) => stored[point] !== "" && stored[point] !== shown[point]);
  return { changed, clashing };
}
