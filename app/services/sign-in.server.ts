import { findAccount, findOrCreateAccount } from "~/data/accounts.server";
import type { Tx } from "~/data/db.server";
import { createSignIn, revokeSignInByHash } from "~/data/sign-ins.server";
import { transact } from "~/data/transaction.server";
import type { StaffRole } from "~/domain/roles";
import type { Deps } from "~/services/deps";
import {
  findRepeatedCode,
  redeemCode,
  redeemLink,
  type RedeemRefusal,
  type WithinRedeeming,
} from "~/services/redeem-code.server";

type SignInOpened =
  | { ok: true; token: string; accountId: string; roles: readonly StaffRole[] }
  | { ok: false; reason: "account_closed" };

export type SignInResult = SignInOpened | RedeemRefusal;

type Browser = {
  /** As its owner will know it again: "Firefox on Windows". */
  device: string;
  /** The sign-in that this browser leaves for the new one. */
  replacesTokenHash: string | null;
};

/**
 * Signs in with the code typed in the browser that asked; makes a contact account at the first proof. The same code from
 * the same browser within a minute is a second click and signs in as well.
 */
export async function signInWithCode(
  input: Browser & { browserToken: string; code: string },
  deps: Deps,
): Promise<SignInResult> {
  const proof = { browserToken: input.browserToken, code: input.code, purpose: "sign_in" as const };
  const result = await signIn(input, deps, (within) => redeemCode(proof, deps, within));
  // A second click on the button: what the first one answered never arrived.
  if (result.ok || result.reason !== "used") return result;
  const repeated = await findRepeatedCode(proof, deps);
  return repeated ? transact(deps.db, (tx) => openSignIn(tx, repeated.email, input, deps)) : result;
}

/** Signs in with the link of the mail. A link that proves a request is unknown here. */
export async function signInWithLink(input: Browser & { token: string }, deps: Deps): Promise<SignInResult> {
  return signIn(input, deps, (within) =>
    redeemLink({ token: input.token, purpose: "sign_in" }, deps, within),
  );
}

async function signIn(
  browser: Browser,
  deps: Deps,
  redeem: (within: WithinRedeeming) => ReturnType<typeof redeemCode>,
): Promise<SignInResult> {
  let result: SignInResult = { ok: false, reason: "unknown" };
  const redeemed = await redeem(async (tx, { email }) => {
    result = await openSignIn(tx, email, browser, deps);
  });
  return redeemed.ok ? result : redeemed;
}

async function openSignIn(
  tx: Tx,
  email: string,
  { device, replacesTokenHash }: Browser,
  deps: Pick<Deps, "now">,
): Promise<SignInOpened> {
  const now = deps.now();
  const { id: accountId } = await findOrCreateAccount(tx, { email });
  const account = await findAccount(tx, accountId);
  if (!account || account.disabledAt !== null) return { ok: false, reason: "account_closed" };
  if (replacesTokenHash !== null) await revokeSignInByHash(tx, replacesTokenHash, now);
  const token = await createSignIn(tx, { accountId, device, now });
  return { ok: true, token, accountId, roles: account.roles };
}
