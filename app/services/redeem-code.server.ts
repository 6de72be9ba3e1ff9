import type { Tx } from "~/data/db.server";
import {
  type ChallengePurpose,
  type ChallengeRow,
  countTry,
  countTryAfterUse,
  findChallengeByLink,
  findLatestChallenge,
  MOST_TRIES,
  spendChallenge,
} from "~/data/sign-in-challenges.server";
import { transact } from "~/data/transaction.server";
import { hashCode, hashSecret, isSameHash } from "~/lib/secret.server";
import type { Deps } from "~/services/deps";

/** The mailbox of `email` has been proven, for this purpose and request alone. */
export type ProvenChallenge = { email: string; purpose: ChallengePurpose; requestId: string | null };

export type RedeemRefusal = {
  ok: false;
  reason: "wrong_code" | "expired" | "used" | "too_many_tries" | "unknown";
  /** With "wrong_code". */
  triesLeft?: number;
};

export type RedeemResult = { ok: true; challenge: ProvenChallenge } | RedeemRefusal;

/** What must be kept or lost together with the code's single use; it runs in that transaction. */
export type WithinRedeeming = (tx: Tx, challenge: ProvenChallenge) => Promise<void>;

type RedeemDeps = Pick<Deps, "db" | "now">;

/**
 * Uses up the newest code that this browser asked for. A try is counted, and kept, before it is judged.
 * Refuses a wrong, old, used or unknown code and a sixth try.
 */
export async function redeemCode(
  input: { browserToken: string; code: string; purpose?: ChallengePurpose },
  deps: RedeemDeps,
  within?: WithinRedeeming,
): Promise<RedeemResult> {
  const now = deps.now();
  const { browserToken, code, purpose } = input;
  const challenge = await findLatestChallenge(deps.db, { browserHash: hashSecret(browserToken), purpose });
  if (!challenge) return { ok: false, reason: "unknown" };
  const refusal = whyNot(challenge, now);
  if (refusal) return refusal;
  if (challenge.tries >= MOST_TRIES) return { ok: false, reason: "too_many_tries" };
  if (!(await countTry(deps.db, challenge.id, now))) {
    // A click at the same moment was quicker: it used the code, or its last try.
    const current = await findLatestChallenge(deps.db, { browserHash: hashSecret(browserToken), purpose });
    return (current && whyNot(current, now)) ?? { ok: false, reason: "too_many_tries" };
  }
  if (!isSameHash(challenge.codeHash, hashCode(code, browserToken))) {
    const triesLeft = MOST_TRIES - challenge.tries - 1;
    return triesLeft > 0
      ? { ok: false, reason: "wrong_code", triesLeft }
      : { ok: false, reason: "too_many_tries" };
  }
  return useUp(challenge, deps, within);
}

const SECOND_CLICK_MS = 60_000;

/**
 * What a code stood for that this same browser has just used up: a second click whose first answer never arrived.
 * Null for a wrong code, or a minute later; every look counts as a try.
 */
export async function findRepeatedCode(
  input: { browserToken: string; code: string; purpose: ChallengePurpose },
  deps: RedeemDeps,
): Promise<ProvenChallenge | null> {
  const { browserToken, code, purpose } = input;
  const challenge = await findLatestChallenge(deps.db, { browserHash: hashSecret(browserToken), purpose });
  const usedAfter = new Date(deps.now().getTime() - SECOND_CLICK_MS);
  if (!challenge || !(await countTryAfterUse(deps.db, challenge.id, usedAfter))) return null;
  return isSameHash(challenge.codeHash, hashCode(code, browserToken)) ? provenBy(challenge) : null;
}

/** Uses up the link of a mail, in whatever browser. Refuses an old, used or unknown one, or another purpose. */
export async function redeemLink(
  input: { token: string; purpose?: ChallengePurpose },
  deps: RedeemDeps,
  within?: WithinRedeeming,
): Promise<RedeemResult> {
  const challenge = await findChallengeByLink(deps.db, hashSecret(input.token));
  if (!challenge || (input.purpose && challenge.purpose !== input.purpose))
    return { ok: false, reason: "unknown" };
  return whyNot(challenge, deps.now()) ?? useUp(challenge, deps, within);
}

/** What a link stands for, without using it: mail scanners open every address. An old link is still `known`. */
export async function lookAtLink(
  input: { token: string },
  deps: RedeemDeps,
): Promise<{ ok: true; challenge: ProvenChallenge } | (RedeemRefusal & { known: ProvenChallenge | null })> {
  const challenge = await findChallengeByLink(deps.db, hashSecret(input.token));
  if (!challenge) return { ok: false, reason: "unknown", known: null };
  const refusal = whyNot(challenge, deps.now());
  return refusal ? { ...refusal, known: provenBy(challenge) } : { ok: true, challenge: provenBy(challenge) };
}

/** Where this browser's newest code for signing in was sent; null when it asked for none. */
export async function findAddressAsked(
  input: { browserToken: string; purpose: ChallengePurpose },
  deps: RedeemDeps,
): Promise<string | null> {
  const { browserToken, purpose } = input;
  const challenge = await findLatestChallenge(deps.db, { browserHash: hashSecret(browserToken), purpose });
  return challenge?.email ?? null;
}

function whyNot(challenge: ChallengeRow, now: Date): RedeemRefusal | null {
  if (challenge.usedAt !== null) return { ok: false, reason: "used" };
  if (challenge.expiresAt <= now) return { ok: false, reason: "expired" };
  return null;
}

async function useUp(
  challenge: ChallengeRow,
  deps: RedeemDeps,
  within?: WithinRedeeming,
): Promise<RedeemResult> {
  const proven = provenBy(challenge);
  return transact(deps.db, async (tx): Promise<RedeemResult> => {
    if (!(await spendChallenge(tx, challenge.id, deps.now()))) return { ok: false, reason: "used" };
    await within?.(tx, proven);
    return { ok: true, challenge: proven };
  });
}

function provenBy({ email, purpose, requestId }: ChallengeRow): ProvenChallenge {
  return { email, purpose, requestId };
}
