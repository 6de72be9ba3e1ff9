import { spawn } from "node:child_process";

const running = new Set();

/** Ctrl+C reaches the whole group by itself, other signals only us: leaves nothing behind that was started here. */
export const stopChildrenWithUs = () => {
  for (const [signal, code] of [
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.once(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(code);
    });
  }
};

/**
 * Runs a program to its end and answers its exit code, with what it prints passed on; with `quiet` it is shown only
 * when it failed.
 * @type {(command: string, args: readonly string[], options?: import("node:child_process").SpawnOptions & { quiet?: boolean }) => Promise<number>}
 */
export const run = (command, args, { quiet = false, ...options } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit", ...options });
    running.add(child);
    child.once("exit", () => running.delete(child));
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
