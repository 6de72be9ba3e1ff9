import { randomInt } from "node:crypto";

// Can be read aloud: no 0, O, 1 or I.
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** "7F3K-9Q2M": names one request in the log, in the X-Request-Id header and on the page of a fault. */
export function newRequestReference(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}
