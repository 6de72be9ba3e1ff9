import type { FormErrors } from "~/lib/form-data";

export const SETTLE_REFUSALS: Readonly<Record<"not_found" | "over" | "changed_meanwhile", FormErrors>> = {
  not_found: { form: "This visit is not there any more." },
  over: { form: "This visit has taken place or is cancelled, so nothing can be changed here any more." },
  changed_meanwhile: {
    form: "Somebody else has changed one of these answers meanwhile. Open this page again to see it, then change yours.",
  },
};

export function savedWords({ settled, of }: { settled: number; of: number }): string {
  const open = of - settled;
  if (open === 0) return "Saved. Everything is settled, thank you.";
  return open === 1 ? "Saved. One point is still open." : `Saved. ${open} points are still open.`;
}
