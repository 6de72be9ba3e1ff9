import { z } from "zod";
import { MATERIAL_KIND_LABELS, type MaterialKind } from "~/domain/material";
import { optionalTextField, textField } from "~/schemas/form-fields";

const isKind = (text: string): text is MaterialKind => text in MATERIAL_KIND_LABELS;

const linkField = z
  .string()
  .trim()
  .max(2_000, "The link must be 2,000 characters or fewer")
  .default("")
  .refine((text) => text === "" || isSecureLink(text), "Enter a link that begins with https://");

function isSecureLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, hostname } = new URL(text);
  return protocol === "https:" && username === "" && hostname.includes(".");
}

/** The moment that the person saw; what is no moment fits none. */
const seenAt = z
  .string()
  .default("")
  .transform((text) => new Date(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? text : 0));

export const materialSchema = z.object({
  updatedAt: seenAt,
  kind: z.string().refine(isKind, "Select what kind of material it is"),
  title: textField("Enter a title", "The title", 120),
  description: optionalTextField("The description", 400),
  url: linkField,
});

export const materialRetirementSchema = z.object({ updatedAt: seenAt, retired: z.enum(["yes", "no"]) });

export const materialMoveSchema = z.object({ id: z.uuid(), direction: z.enum(["up", "down"]) });
