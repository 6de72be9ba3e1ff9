import { findAccount, findOrCreateAccount } from "~/data/accounts.server";
import { createSignIn, revokeSignInByHash } from "~/data/sign-ins.server";
import type { StaffRole } from "~/domain/roles";
import type { Deps } from "~/services/deps";
import {
  redeemCode,
  redeemLink,
  type RedeemRefusal,
  type WithinRedeeming,
} from "~/services/redeem-code.server";

export type SignInResult =
  | { ok: true; token: string; accountId: string; roles: readonly StaffRole[] }
  | { ok: false; reason: "account_closed" }
  | RedeemRefusal;

type Browser = {
  /** As its owner will know it again: "Firefox on Windows". */
  device: string;
  /** The sign-in that this browser leaves for the new one. */
  replacesTokenHash: string | null;
};

/** Signs in with the code typed in the browser that asked; makes a contact account at the first proof. */
export async function signInWithCode(
  input: Browser & { browserToken: string; code: string },
  deps: Deps,
): Promise<SignInResult> {
  return signIn(input, deps, (within) =>
    redeemCode({ browserToken: input.browserToken, code: input.code, purpose: "sign_in" }, deps, within),
  );
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
  const now = deps.now();
  let result: SignInResult = { ok: false, reason: "unknown" };
  const redeemed = await redeem(async (tx, { email }) => {
    const { id: accountId } = await findOrCreateAccount(tx, { email });
    const account = await findAccount(tx, accountId);
    if (!account || account.disabledAt !== null) {
      result = { ok: false, reason: "account_closed" };
      return;
    }
    if (browser.replacesTokenHash !== null) await revokeSignInByHash(tx, browser.replacesTokenHash, now);
    const token = await createSignIn(tx, { accountId, device: browser.device, now });
    result = { ok: true, token, accountId, roles: account.roles };
  });
  return redeemed.ok ? result : redeemed;
}
