import { startSignIn } from "~/auth/start-sign-in.server";
import type { Deps } from "~/services/deps";

/** A browser in which this account stays signed in: makes its requests. */
export async function signedInBrowser(deps: Deps, account: { id: string }) {
  const cookie = await startSignIn(new Request(deps.origin), deps, account.id);
  const headers = { Cookie: cookie.split(";")[0] ?? "" };
  return {
    get: (path: string): Request => new Request(`${deps.origin}${path}`, { headers }),
    post: (path: string, fields: Readonly<Record<string, string | readonly string[]>>): Request => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) {
        for (const text of typeof value === "string" ? [value] : value) body.append(name, text);
      }
      return new Request(`${deps.origin}${path}`, { method: "POST", headers, body });
    },
    upload: (path: string, fields: Readonly<Record<string, string | File>>): Request => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      return new Request(`${deps.origin}${path}`, { method: "POST", headers, body });
    },
  };
}

/** What a loader or action threw as an answer. */
export async function thrownResponse(work: () => Promise<unknown>): Promise<Response> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
  throw new Error("Nothing was thrown.");
}
