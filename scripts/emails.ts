import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { programme } from "~/config/programme";
import { DEFAULT_SETTINGS } from "~/domain/settings";
import { emailSamples } from "~/services/email-samples.server";

/** Writes every occasion as HTML and as text, with a page that lists them. Sends nothing, needs no database. */
async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? join("var", "emails"));
  await mkdir(folder, { recursive: true });
  const { organizer } = DEFAULT_SETTINGS;
  const sender = {
    programme: programme.serviceName,
    team: organizer.name,
    replyTo: organizer.email,
    serviceUrl: "http://localhost:3000",
  };
  const lines: string[] = [];
  for (const { occasion, title, audience, write } of emailSamples(sender)) {
    const { subject, html, text } = await write();
    await writeFile(join(folder, `${occasion}.html`), html);
    await writeFile(join(folder, `${occasion}.txt`), `${subject}\n\n${text}`);
    lines.push(`<li>${audience}: <a href="${occasion}.html">${title}</a> (<a href="${occasion}.txt">text</a>): ${escaped(subject)}</li>`);
  }
  const head = '<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Mails we send</title>';
  await writeFile(join(folder, "index.html"), `${head}<h1>Mails we send</h1><ul>${lines.join("\n")}</ul></html>\n`);
  process.stdout.write(`${lines.length} mails, as HTML and as text: ${pathToFileURL(join(folder, "index.html")).href}\n`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

await main();
