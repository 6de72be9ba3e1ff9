import { signInCookie, readToken } from "~/auth/cookies.server";
import { SIGN_IN_LASTS_MS } from "~/auth/sign-in-lifetime";
import type { AuthDeps } from "~/auth/viewer.server";
import type { Db, Tx } from "~/data/db.server";
import { createSignIn } from "~/data/sign-ins.server";
import { hashSecret, newSecret } from "~/lib/secret.server";

/** Opens a sign-in and answers its token, which only the browser's cookie keeps. */
export async function signIn(db: Db | Tx, accountId: string, device: string, now: Date): Promise<string> {
  const token = newSecret(256);
  const expiresAt = new Date(now.getTime() + SIGN_IN_LASTS_MS);
  await createSignIn(db, { tokenHash: hashSecret(token), accountId, device, now, expiresAt });
  return token;
}

/** Signs this browser in and answers the Set-Cookie header to send. Call it once the mailbox has been proven. */
export async function startSignIn(request: Request, deps: AuthDeps, accountId: string): Promise<string> {
  const token = await signIn(deps.db, accountId, deviceOf(request), deps.now());
  return signInCookie(deps.origin).serialize(token);
}

/** The Set-Cookie header that makes the browser forget its sign-in. */
export async function forgetSignIn(deps: { origin: string }): Promise<string> {
  return signInCookie(deps.origin).serialize("", { maxAge: 0 });
}

export async function signInTokenHash(request: Request, deps: { origin: string }): Promise<string | null> {
  const token = await readToken(request, signInCookie(deps.origin));
  return token === null ? null : hashSecret(token);
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\b(OPR|Opera)\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPad|iPod)\b/, "iPhone or iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "Mac"],
  [/\bCrOS\b/, "Chromebook"],
  [/\bLinux\b/, "Linux"],
];

/** "Firefox on Windows": enough for people to know their own devices by, and nothing more is kept. */
export function deviceOf(request: Request): string {
  const agent = request.headers.get("User-Agent") ?? "";
  const named = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(agent))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Unknown device";
}
