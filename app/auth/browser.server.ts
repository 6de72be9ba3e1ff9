import { browserCookie, readToken } from "~/auth/cookies.server";
import { hashSecret, newSecret } from "~/lib/secret.server";

export type Browser = { token: string; hash: string };

/** The browser's own random token, for challenges and drafts; null when it has none yet. */
export async function readBrowser(request: Request, deps: { origin: string }): Promise<Browser | null> {
  const token = await readToken(request, browserCookie(deps.origin));
  return token === null ? null : { token, hash: hashSecret(token) };
}

/** Like readBrowser, and makes a token where there is none: then send `setCookie` with the answer. */
export async function ensureBrowser(
  request: Request,
  deps: { origin: string },
): Promise<Browser & { setCookie?: string }> {
  const known = await readBrowser(request, deps);
  if (known) return known;
  const token = newSecret(256);
  return { token, hash: hashSecret(token), setCookie: await browserCookie(deps.origin).serialize(token) };
}
