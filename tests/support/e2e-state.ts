import { readFileSync } from "node:fs";

export type EndToEndState = {
  origin: string;
  /** Holds `mail`, where every message is an .eml file. */
  dataFolder: string;
  /** Null where there is no PostgreSQL server: the embedded database belongs to the service alone. */
  databaseUrl: string | null;
};

/** Where the service under test keeps its things (tests/support/e2e-server.mjs). */
export const readEndToEndState = (): EndToEndState => {
  const file = process.env.E2E_STATE_FILE;
  if (file === undefined) throw new Error("E2E_STATE_FILE is not set: run specs through npm run test:e2e.");
  const state: EndToEndState = JSON.parse(readFileSync(file, "utf8"));
  return state;
};
