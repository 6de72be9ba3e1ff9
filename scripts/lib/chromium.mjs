import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

export const HOW_TO_INSTALL_CHROMIUM =
  "Chromium was not found. Install it (on Debian or Ubuntu: apt-get install chromium), or set CHROMIUM to its path.";

const runs = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser of CHROMIUM, else the first one installed; null when there is none. */
export const findChromium = () => {
  const given = process.env.CHROMIUM;
  if (given !== undefined && given !== "") return runs(given) ? given : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(runs) ?? null;
};
