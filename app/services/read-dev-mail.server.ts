import { join } from "node:path";
import { listKeptMails, readKeptMail, type KeptMail, type KeptMailSummary } from "~/integrations/mail-folder.server";

export type DevMailSettings = { mode: string; smtpUrl: string | undefined; dataFolder: string };

/** The mails written as files, newest first; null where mail goes to real people and is nobody's to read. */
export async function listDevMails(settings: DevMailSettings): Promise<KeptMailSummary[] | null> {
  return mayRead(settings) ? listKeptMails(folderOf(settings)) : null;
}

/** One of them; null where there is none of that name, or none may be read. */
export async function readDevMail(id: string, settings: DevMailSettings): Promise<KeptMail | null> {
  return mayRead(settings) ? readKeptMail(folderOf(settings), id) : null;
}

function mayRead(settings: DevMailSettings): boolean {
  return settings.smtpUrl === undefined && settings.mode !== "production";
}

function folderOf(settings: DevMailSettings): string {
  return join(settings.dataFolder, "mail");
}
