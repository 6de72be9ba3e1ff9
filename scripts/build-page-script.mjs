import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "public", "build");

/** Builds the little script of pages that ship no React. Answers its address under a hashed name. */
export async function buildPageScript() {
  const result = await build({
    entryPoints: [join(root, "app", "browser", "page.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2020",
    legalComments: "none",
  });
  const [file] = result.outputFiles;
  const name = `page-${createHash("sha256").update(file.contents).digest("hex").slice(0, 10)}.js`;
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder)) {
    if (/^page-.*\.js$/.test(old) && old !== name) await rm(join(folder, old), { force: true });
  }
  await writeFile(join(folder, name), file.contents);
  return `/build/${name}`;
}
