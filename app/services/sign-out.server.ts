import { revokeSignInByHash } from "~/data/sign-ins.server";
import type { Deps } from "~/services/deps";

/** Ends the sign-in of one browser. Doing it again, or without one, changes nothing. */
export async function signOut(input: { tokenHash: string }, deps: Pick<Deps, "db" | "now">): Promise<void> {
  await revokeSignInByHash(deps.db, input.tokenHash, deps.now());
}
