/** No 0, O, 1 or I: a reference can be read aloud. 32 characters, so a byte picks one without bias. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const PREFIX = "KCA";
const LENGTH = 6;

/** How many random bytes `makeReference` needs. */
export const REFERENCE_BYTES = LENGTH;

/** "KCA-7F3KQZ" from random bytes of the caller; throws when given too few. */
export function makeReference(randomBytes: Uint8Array): string {
  if (randomBytes.length < LENGTH) throw new Error(`A reference needs ${LENGTH} random bytes`);
  const code = Array.from(randomBytes.slice(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length] ?? "");
  return `${PREFIX}-${code.join("")}`;
}

/** Reads a reference as people type it: any case, spaces, no dash, no prefix. Null when it cannot be one. */
export function normaliseReference(text: string): string | null {
  const typed = text.toUpperCase().replace(/[\s\p{Pd}_.]/gu, "");
  const code = typed.length === PREFIX.length + LENGTH && typed.startsWith(PREFIX) ? typed.slice(3) : typed;
  if (code.length !== LENGTH) return null;
  return [...code].every((character) => ALPHABET.includes(character)) ? `${PREFIX}-${code}` : null;
}
