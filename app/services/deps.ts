import type { Db } from "~/data/db.server";
import type { Logger } from "~/lib/logger.server";

/** What every service works with; built once at start (server.ts), by tests with a fixed clock. */
export type Deps = {
  db: Db;
  now: () => Date;
  /** The configured public address, without a trailing slash: links in mail never use the Host header. */
  origin: string;
  log: Logger;
  /** Called after a commit that queued mail; losing the call only delays the mail until the next sweep. */
  wakeMail: () => void;
  /** Which HTTP request is being answered: what is read once for all of its loaders is kept by it (auth/viewer). */
  answering?: object;
};
