import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "../../../scripts/lib/project.mjs";
import type { ColdInput } from "./cold";

export type Newcomers = {
  /** What a process that has read nothing yet says, as JSON. Throws with what it printed where it fails. */
  ask: (input: ColdInput) => Promise<string>;
  /** Ends those that wait for a question that nobody will ask. */
  sendAway: () => void;
};

/** Processes of cold.ts. Each begins ahead of its question and waits for it, since loading the product takes seconds. */
export async function callNewcomers(): Promise<Newcomers> {
  // Inside the project, so that packages are found; as one file, so that a hundred of them start soon.
  mkdirSync(join(root, "var"), { recursive: true });
  const folder = mkdtempSync(join(root, "var", "proof-reach-"));
  const program = join(folder, "cold.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("cold.ts", import.meta.url))],
    outfile: program,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    alias: { "~": join(root, "app") },
    jsx: "automatic",
    logLevel: "warning",
  });
  const waiting = new Set<ChildProcessWithoutNullStreams>();
  const begin = (): ChildProcessWithoutNullStreams => {
    const child = spawn(process.execPath, [program]);
    waiting.add(child);
    child.once("close", () => waiting.delete(child));
    return child;
  };
  let next = begin();
  return {
    async ask(input) {
      const child = next;
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
      });
      child.stdin.end(JSON.stringify(input));
      const [said, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
      next = begin();
      if (code !== 0) throw new Error(`The second process ended with ${code ?? "a signal"}:\n${complaint}`);
      return said;
    },
    sendAway() {
      for (const child of waiting) child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
