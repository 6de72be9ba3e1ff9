import { proveRequestCode } from "../../emails/prove-request-code";
import { signInCode } from "../../emails/sign-in-code";
import { paths } from "~/config/paths";
import { proveLinkPath } from "~/config/request-paths";
import type { Tx } from "~/data/db.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { readSettings } from "~/data/settings.server";
import {
  countChallenges,
  createChallenge,
  deleteChallengesBefore,
  findRequestToProve,
  lockChallengesOf,
} from "~/data/sign-in-challenges.server";
import { transact } from "~/data/transaction.server";
import { hashCode, hashSecret, newCode, newSecret } from "~/lib/secret.server";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** product.md: a code lives 10 minutes. */
const MINUTES_VALID = 10;

/**
 * The day's limit is what guessing is measured by: 20 codes of 5 tries are 100 guesses in a million a day.
 * A school's staff share one source, so that limit is wide.
 */
const MOST = {
  perAddress: { codes: 5, withinMs: 15 * MINUTE },
  perAddressADay: { codes: 20, withinMs: DAY },
  perBrowser: { codes: 10, withinMs: HOUR },
  perSource: { codes: 60, withinMs: HOUR },
} as const;

const KEPT_MS = 2 * DAY;

export type AskForCodeInput = {
  email: string;
  /** The code can be typed in this browser alone (auth/browser.server.ts); the link works in any. */
  browserToken: string;
  /** Where the request came from; "" when unknown. */
  sourceKey: string;
} &
  /** returnTo: a path of ours, already checked (auth/return-to.ts). */
  ({ purpose: "sign_in"; returnTo?: string | null } | { purpose: "prove_request"; requestId: string });

export type AskForCodeResult = { ok: true } | { ok: false; reason: "too_many_codes" };

/**
 * Sends a code and a link to an address: anybody may prove a mailbox, so the answer is the same whether or not
 * the address is known. Refuses with "too_many_codes" for the address, the browser or the source.
 */
export async function askForCode(input: AskForCodeInput, deps: Deps): Promise<AskForCodeResult> {
  const result = await transact(deps.db, (tx) => issueChallenge(tx, input, deps));
  if (result.ok) deps.wakeMail();
  return result;
}

/** The same inside the caller's transaction; the caller wakes the mail afterwards. */
export async function issueChallenge(
  tx: Tx,
  input: AskForCodeInput,
  deps: Pick<Deps, "now" | "origin">,
): Promise<AskForCodeResult> {
  const now = deps.now();
  const email = input.email.trim();
  const browserHash = hashSecret(input.browserToken);
  const sourceHash = input.sourceKey === "" ? "" : hashSecret(input.sourceKey);
  await lockChallengesOf(tx, email);
  await deleteChallengesBefore(tx, new Date(now.getTime() - KEPT_MS));
  if (await isOverLimit(tx, { email, browserHash, sourceHash }, now))
    return { ok: false, reason: "too_many_codes" };

  const [code, linkToken] = [newCode(), newSecret(128)];
  await createChallenge(tx, {
    email,
    purpose: input.purpose,
    requestId: input.purpose === "prove_request" ? input.requestId : null,
    codeHash: hashCode(code, input.browserToken),
    linkHash: hashSecret(linkToken),
    browserHash,
    sourceHash,
    createdAt: now,
    expiresAt: new Date(now.getTime() + MINUTES_VALID * MINUTE),
  });
  await sendCode(tx, { ...input, email }, { code, linkToken, origin: deps.origin, now });
  return { ok: true };
}

async function isOverLimit(
  tx: Tx,
  by: { email: string; browserHash: string; sourceHash: string },
  now: Date,
): Promise<boolean> {
  const since = (withinMs: number) => new Date(now.getTime() - withinMs);
  const counted = [
    [MOST.perAddress, { email: by.email }],
    [MOST.perAddressADay, { email: by.email }],
    [MOST.perBrowser, { browserHash: by.browserHash }],
    ...(by.sourceHash === "" ? [] : [[MOST.perSource, { sourceHash: by.sourceHash }] as const]),
  ] as const;
  for (const [limit, whose] of counted) {
    if ((await countChallenges(tx, whose, since(limit.withinMs))) >= limit.codes) return true;
  }
  return false;
}

async function sendCode(
  tx: Tx,
  input: AskForCodeInput,
  made: { code: string; linkToken: string; origin: string; now: Date },
): Promise<void> {
  const settings = await readSettings(tx);
  const common = { sender: mailSender(settings, made.origin), code: made.code, minutesValid: MINUTES_VALID };
  const envelope = { mailDomain: mailDomain(settings), now: made.now };
  if (input.purpose === "sign_in") {
    const to = input.returnTo ? `?to=${encodeURIComponent(input.returnTo)}` : "";
    const email = await signInCode({
      ...common,
      url: `${made.origin}${paths.signInLink(made.linkToken)}${to}`,
    });
    await queueMail(tx, {
      occasion: "sign-in-code",
      to: { address: input.email, name: "" },
      email,
      ...envelope,
    });
    return;
  }
  const about = await findRequestToProve(tx, input.requestId, input.email);
  if (!about) throw new Error("A code was asked for a request that is not of this address");
  await queueMail(tx, {
    occasion: "prove-request-code",
    to: { address: input.email, name: about.contactName },
    email: await proveRequestCode({
      ...common,
      ...about,
      url: `${made.origin}${proveLinkPath(made.linkToken)}`,
    }),
    requestId: input.requestId,
    ...envelope,
  });
}
