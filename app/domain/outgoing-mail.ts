export const CODE_OCCASIONS: readonly string[] = ["sign-in-code", "prove-request-code"];

/** A code signs its reader in as somebody else, so the team neither reads it nor sends it again. */
export function holdsCode(occasion: string): boolean {
  return CODE_OCCASIONS.includes(occasion);
}
