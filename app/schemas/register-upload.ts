import { z } from "zod";

/** "855, 856 857": codes of local authorities; empty is the whole country. */
export const authoritiesSchema = z
  .string()
  .transform((text) => text.split(/[\s,;]+/).filter((code) => code !== ""))
  .pipe(
    z
      .array(z.string().regex(/^\d{3}$/, "Enter the three-digit codes of local authorities, such as 855, 856"))
      .max(200, "Enter 200 codes or fewer"),
  );

type Uploaded = { name: string; bytes: number; tooLarge: boolean; isArchive: boolean };

/** What is wrong with a chosen CSV file, as a sentence; null when it may be read. A calendar will do where `orCalendar`. */
export function fileProblem(file: Uploaded | undefined, mostMegabytes: number, orCalendar = false): string | null {
  if (!file) return "Choose the register’s file";
  if (file.isArchive) return "This is an archive or a spreadsheet. Unpack it, and choose the CSV file inside";
  const isCalendar = /\.ics$/i.test(file.name);
  if (!/\.(csv|txt)$/i.test(file.name) && !(orCalendar && isCalendar)) {
    return orCalendar ? "Choose a file whose name ends in .csv or .ics" : "Choose a CSV file: its name ends in .csv";
  }
  if (file.bytes === 0) return "The file is empty";
  if (file.tooLarge) return `The file must be ${mostMegabytes} MB or smaller`;
  return null;
}
