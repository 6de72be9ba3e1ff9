// Somebody who has just started: a process that knows nothing, is handed a database and questions on its standard input,
// writes what it reads there to its standard output, and ends.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { openDatabase } from "~/data/db.server";
import { ask, type Answer, type Question } from "./ask";

/** `databaseUrl` of a server; or `dump`, the file that an embedded database was dumped to. */
export type ColdInput = { questions: readonly Question[] } & ({ databaseUrl: string } | { dump: string });

const input: ColdInput = JSON.parse(await text(process.stdin));
const opened =
  "dump" in input
    ? await openDatabase({ dataFolder: "", memory: true, snapshot: new Blob([readFileSync(input.dump)]) })
    : await openDatabase({ databaseUrl: input.databaseUrl, dataFolder: "", poolSize: 2 });
const answers: Answer[] = [];
for (const question of input.questions) answers.push(await ask(opened.db, question));
await opened.close();
process.stdout.write(JSON.stringify(answers));
