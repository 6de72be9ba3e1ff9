import type { FormErrors } from "~/lib/form-data";

type Reason = "not_found" | "over" | "already_over" | "too_late" | "no_note" | "no_reason" | "changed_meanwhile" | "none_left";

const CHANGED: FormErrors = { form: "This visit changed while you had the page open. Look at it again, then decide." };

export const CHANGE_REFUSALS: Readonly<Record<Reason, FormErrors>> = {
  not_found: { form: "This visit is not there any more." },
  over: { form: "This visit has begun or is cancelled, so it can no longer be changed here. Please ring us." },
  already_over: { form: "This visit has begun or is cancelled, so it can no longer be changed here. Please ring us." },
  too_late: { form: "The day is so near that we must speak. Please ring us." },
  no_note: { when: "Say which days or times would suit you" },
  no_reason: { reasons: "Select at least one reason" },
  changed_meanwhile: CHANGED,
  none_left: CHANGED,
};

export const ASKED_WORDS = "Thank you. The team has been told; the visit stands until we have found another date with you.";
export const CANCELLED_WORDS = "The visit is cancelled. Everybody is being told.";
