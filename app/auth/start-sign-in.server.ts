import { readToken, signInCookie } from "~/auth/cookies.server";
import type { AuthDeps } from "~/auth/viewer.server";
import { createSignIn } from "~/data/sign-ins.server";
import { hashSecret } from "~/lib/secret.server";

/** Signs this browser in and answers the Set-Cookie header. Call it once the mailbox has been proven. */
export async function startSignIn(request: Request, deps: AuthDeps, accountId: string): Promise<string> {
  return keepSignIn(
    deps,
    await createSignIn(deps.db, { accountId, device: deviceOf(request), now: deps.now() }),
  );
}

/** The Set-Cookie header for the token of a sign-in that has been opened. */
export async function keepSignIn(deps: { origin: string }, token: string): Promise<string> {
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
  const named = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([pattern]) => pattern.test(agent))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Unknown device";
}
