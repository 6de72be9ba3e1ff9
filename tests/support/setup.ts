import { format } from "node:util";
import fc from "fast-check";
import { afterEach } from "vitest";

// One run tries what every run tries, so that a change is judged by itself; PROPERTY_SEED=random looks further.
const seed = process.env.PROPERTY_SEED ?? "20261123";
if (seed !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });

// React, Remix and pg report real mistakes through console.error alone: a test that causes one has failed.
const reported: string[] = [];

console.error = (...values: unknown[]) => {
  reported.push(format(...values));
};

afterEach(() => {
  const lines = reported.splice(0);
  if (lines.length > 0) throw new Error(`console.error was called:\n${lines.join("\n")}`);
});
