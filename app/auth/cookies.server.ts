import { createCookie, type Cookie } from "@remix-run/node";

const DAY_SECONDS = 24 * 60 * 60;

/** The browser forgets a sign-in when the database does (domain/sign-in-lifetime.ts). */
const SIGN_IN_COOKIE_SECONDS = 30 * DAY_SECONDS;
const BROWSER_COOKIE_SECONDS = 180 * DAY_SECONDS;

/** Holds the opaque token of a sign-in; the database knows only its hash. */
export function signInCookie(origin: string): Cookie {
  return ownCookie("sign-in", origin, SIGN_IN_COOKIE_SECONDS);
}

/** Holds a random number that codes and drafts are bound to; it says nothing about who somebody is. */
export function browserCookie(origin: string): Cookie {
  return ownCookie("browser", origin, BROWSER_COOKIE_SECONDS);
}

/** The text in a cookie of ours, or null when it is not what we write (43 letters are 256 bits). */
export async function readToken(request: Request, cookie: Cookie): Promise<string | null> {
  const value: unknown = await cookie.parse(request.headers.get("Cookie"));
  return typeof value === "string" && /^[\w-]{43}$/.test(value) ? value : null;
}

// With `__Host-` no sister domain can plant a cookie. Browsers take it only with Secure: not on http://localhost.
function ownCookie(name: string, origin: string, maxAge: number): Cookie {
  const secure = origin.startsWith("https://");
  const fullName = secure ? `__Host-${name}` : name;
  return createCookie(fullName, { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge });
}
