import { createCookie, redirect } from "@remix-run/node";

/** A sentence shown once on the next page. It carries no secret and no authority, so it is not signed. */
export type Flash = { kind: "success" | "notice"; message: string };

const FLASH_SECONDS = 60;
const cookie = createCookie("flash", { httpOnly: true, sameSite: "lax", path: "/", maxAge: FLASH_SECONDS });

/** 303: the next page is fetched with GET whatever the form's method was. */
export async function redirectWithFlash(
  url: string,
  message: string,
  options: { kind?: Flash["kind"]; headers?: HeadersInit } = {},
): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.append("Set-Cookie", await cookie.serialize({ kind: options.kind ?? "success", message }));
  return redirect(url, { status: 303, headers });
}

/** The waiting message, and the header that makes it appear only once. */
export async function takeFlash(request: Request): Promise<{ flash: Flash | null; headers: Headers }> {
  const headers = new Headers();
  const value: unknown = await cookie.parse(request.headers.get("Cookie"));
  if (value === null) return { flash: null, headers };
  headers.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
  return { flash: isFlash(value) ? { kind: value.kind, message: value.message } : null, headers };
}

function isFlash(value: unknown): value is Flash {
  if (typeof value !== "object" || value === null) return false;
  if (!("kind" in value) || !("message" in value)) return false;
  return (value.kind === "success" || value.kind === "notice") && typeof value.message === "string";
}
