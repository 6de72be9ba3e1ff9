import { expect, test } from "vitest";
import { redirectWithFlash, takeFlash } from "~/lib/flash.server";

test("a message travels with the redirect and is shown once", async () => {
  const response = await redirectWithFlash("/requests", "The visit is scheduled – “done”.");
  expect(response.status).toBe(303);
  expect(response.headers.get("Location")).toBe("/requests");
  const cookie = response.headers.get("Set-Cookie") ?? "";
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);

  const taken = await takeFlash(requestWith(cookie.split(";")[0] ?? ""));
  expect(taken.flash).toEqual({ kind: "success", message: "The visit is scheduled – “done”." });
  expect(taken.headers.get("Set-Cookie")).toMatch(/Max-Age=0/);
});

test("a notice keeps the headers that came with it", async () => {
  const response = await redirectWithFlash("/", "Signed out.", {
    kind: "notice",
    headers: { "Set-Cookie": "a=b" },
  });
  expect(response.headers.getSetCookie()).toHaveLength(2);
});

test.each(["flash=nonsense", "flash=eyJraW5kIjoieCJ9", "other=1"])("%s shows nothing", async (cookie) => {
  expect((await takeFlash(requestWith(cookie))).flash).toBeNull();
});

function requestWith(cookie: string): Request {
  return new Request("http://localhost/", { headers: { Cookie: cookie } });
}
