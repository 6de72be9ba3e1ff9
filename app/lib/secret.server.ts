import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** A random secret for an address or a cookie: `bits` of it, in letters that need no escaping. */
export function newSecret(bits: 128 | 256): string {
  return randomBytes(bits / 8).toString("base64url");
}

/** What is kept of a secret. A random secret needs no salt: there is nothing to guess. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Six digits, each as likely as the other. */
export function newCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, "0");
}

/** A six-digit code is guessable from a bare hash, so it is keyed with a secret that is kept elsewhere. */
export function hashCode(code: string, secret: string): string {
  return createHmac("sha256", secret).update(code).digest("base64url");
}

/** Compares without telling by its time how much was right. */
export function isSameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
