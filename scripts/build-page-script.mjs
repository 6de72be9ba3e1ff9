import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "public", "build");

/** The little scripts of public pages, which ship no React: files of app/browser, each built alone. */
export const PUBLIC_SCRIPTS = ["page", "school-search"];

/** Builds one of them. Answers its address under a hashed name. */
export async function buildPageScript(script) {
  const result = await build({
    entryPoints: [join(root, "app", "browser", `${script}.ts`)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2020",
    legalComments: "none",
  });
  const [file] = result.outputFiles;
  const name = `${script}-${createHash("sha256").update(file.contents).digest("hex").slice(0, 10)}.js`;
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder)) {
    if (isBuildOf(script, old) && old !== name) await rm(join(folder, old), { force: true });
  }
  await writeFile(join(folder, name), file.contents);
  return `/build/${name}`;
}

/** Whether a file of the built folder is this script under any hash. */
export function isBuildOf(script, file) {
  return file.startsWith(`${script}-`) && /^[0-9a-f]{10}\.js$/.test(file.slice(script.length + 1));
}
