import type { AppLoadContext } from "@remix-run/node";
import { startSignIn } from "~/auth/start-sign-in.server";
import type { Db } from "~/data/db.server";
import { silentLogger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";

const ORIGIN = "http://localhost:3000";

/** What services work with, at a fixed time. */
export function depsAt(db: Db, now: string): Deps {
  return { db, now: () => new Date(now), origin: ORIGIN, log: silentLogger(), wakeMail: () => undefined };
}

export const contextOf = (deps: Deps): AppLoadContext => ({ deps, cspNonce: "test" });

/** A request of this account's browser; with a form it is a POST. */
export async function requestBy(
  account: { id: string },
  deps: Deps,
  path: string,
  form?: Readonly<Record<string, string | readonly string[]>>,
): Promise<Request> {
  const cookie = await startSignIn(new Request(ORIGIN), deps, account.id);
  const headers = { Cookie: cookie.split(";")[0] ?? "" };
  if (!form) return new Request(`${ORIGIN}${path}`, { headers });
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const text of typeof value === "string" ? [value] : value) body.append(name, text);
  }
  return new Request(`${ORIGIN}${path}`, { method: "POST", headers, body });
}
