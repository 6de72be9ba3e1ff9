/** What an invited person says of a visit; PARTSTAT of RFC 5545 in our own letters. */
export type Answer = "accepted" | "tentative" | "declined";
export type Participation = "needs_action" | Answer;

export const ANSWERS: readonly Answer[] = ["accepted", "tentative", "declined"];

/** What was sent to an invited person last, and what they said last; null before the first of either. */
export type AnswerState = {
  sequenceSent: number | null;
  sequenceReplied: number | null;
  dtstampRepliedAt: Date | null;
};

/**
 * Why an answer changes nothing any more (RFC 5546 3.2.3, invites.md): it speaks of an invitation that a newer one has
 * replaced, or a later answer of the same person is known. Null where it counts.
 */
export function whyStale(
  answer: { sequence: number; dtstampAt: Date },
  known: AnswerState,
): "older_invitation" | "older_answer" | null {
  if (answer.sequence < (known.sequenceSent ?? 0)) return "older_invitation";
  if (known.sequenceReplied === null || known.dtstampRepliedAt === null) return null;
  if (answer.sequence !== known.sequenceReplied) return answer.sequence < known.sequenceReplied ? "older_answer" : null;
  return answer.dtstampAt <= known.dtstampRepliedAt ? "older_answer" : null;
}

/** As the team reads it beside a name. */
export const PARTICIPATION_WORDS: Readonly<Record<Participation, string>> = {
  needs_action: "Not answered yet",
  accepted: "Will be there",
  tentative: "Not sure yet",
  declined: "Cannot come",
};
