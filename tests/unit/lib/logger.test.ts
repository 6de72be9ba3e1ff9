import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLogger } from "~/lib/logger.server";

test("an error in the log names neither people nor query strings", () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLogger("info", sink);
  log.error(
    { err: new Error("550 no mailbox head.teacher@school.example at https://x.example/sign-in?code=123456") },
    "mail refused",
  );
  const line = lines.join("");
  expect(line).toContain("mail refused");
  expect(line).toContain("[address]");
  expect(line).not.toContain("head.teacher");
  expect(line).not.toContain("123456");
});
