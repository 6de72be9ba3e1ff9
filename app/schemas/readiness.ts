import { z } from "zod";
import { READINESS_WORDS } from "~/domain/readiness";
import { optionalTextField } from "~/schemas/form-fields";

const LONGEST = 1_000;

/** Browsers send line breaks as CRLF whatever stood in the field: two readings of one answer must be equal. */
const lines = (text: string): string => text.replace(/\r\n?/g, "\n");
const text = (what: string) => optionalTextField(what, LONGEST).transform(lines);
const yes = z.enum(["yes", ""]).catch("").default("");
const asShown = z.string().trim().max(LONGEST).default("").transform(lines);

const answers = {
  room: text(READINESS_WORDS.room.label),
  equipment: text(READINESS_WORDS.equipment.label),
  meets: text("Who meets the presenters"),
  safeguarding_lead: text(READINESS_WORDS.safeguarding_lead.label),
  staff_stay: yes,
  needs: text("Needs of the students"),
  parents: yes,
};

/** The list as it is now, and under `shown` as it was when the page was opened. */
export const readinessSchema = z
  .object({
    ...answers,
    shown: z.object({
      room: asShown,
      equipment: asShown,
      meets: asShown,
      safeguarding_lead: asShown,
      staff_stay: asShown,
      needs: asShown,
      parents: asShown,
    }),
  })
  .transform(({ shown, ...given }) => ({ answers: given, shown }));
