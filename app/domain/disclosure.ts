/** Whom a disclosure was passed on to, by role and never by name. */
export const PASSED_TO_LABELS = {
  safeguarding_lead: "The school’s designated safeguarding lead",
  deputy_lead: "A deputy safeguarding lead",
  senior_leader: "The head or another senior leader",
  other_school_staff: "Another member of the school’s or setting’s staff",
  childrens_services: "Children’s social care",
  force_colleague: "A colleague in the force",
} as const;

export type PassedTo = keyof typeof PASSED_TO_LABELS;

/** Nothing of what was said: there is no field for words. */
export type Disclosure = { passedOnAt: Date; passedTo: PassedTo; processStarted: boolean };
