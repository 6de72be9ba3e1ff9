import { existsSync } from "node:fs";
import { run } from "./run.mjs";

const mayInstall = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** Installs a Debian package where this user may. Answers whether it was installed. */
export const aptInstall = async (name, say) => {
  if (!mayInstall()) return false;
  say(`Installing ${name} through apt`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () => run("apt-get", ["install", "-y", "--no-install-recommends", name], { quiet: true, env });
  if ((await install()) === 0) return true;
  // A fresh image has empty package lists.
  await run("apt-get", ["update"], { quiet: true, env });
  return (await install()) === 0;
};
