import { format } from "node:util";
import { afterEach } from "vitest";

// React, Remix and pg report real mistakes through console.error alone: a test that causes one has failed.
const reported: string[] = [];

console.error = (...values: unknown[]) => {
  reported.push(format(...values));
};

afterEach(() => {
  const lines = reported.splice(0);
  if (lines.length > 0) throw new Error(`console.error was called:\n${lines.join("\n")}`);
});
