/** A code signs its reader in as somebody else, so the team neither reads it nor sends it again. */
export function holdsCode(occasion: string): boolean {
  return occasion === "sign-in-code" || occasion === "prove-request-code";
}
