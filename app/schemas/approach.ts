import { z } from "zod";
import { NEEDS, type ApproachFilter } from "~/domain/approach";
import { optionalTextField } from "~/schemas/form-fields";

/** `?district=…&need=never&near=yes&show=all&page=2`; nonsense counts as not given. */
export function readApproachFilter(url: string): ApproachFilter & { page: number } {
  const query = new URL(url).searchParams;
  return {
    district: query.get("district") || null,
    need: NEEDS.find((need) => need === query.get("need")) ?? null,
    near: query.get("near") === "yes",
    all: query.get("show") === "all",
    page: Math.max(1, Math.min(10_000, Math.trunc(Number(query.get("page"))) || 1)),
  };
}

const email = z.string().trim().max(254).default("");

/** Whom to invite: somebody known, else the address typed; or that the school was asked otherwise. */
export const approachSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("note"), way: z.enum(["phone", "in_person"], "Select how you asked") }),
  z
    .object({
      intent: z.enum(["preview", "change", "send"]),
      known: email,
      email,
      name: optionalTextField("The name", 100),
      note: optionalTextField("Your sentence", 500),
    })
    .transform(({ known, ...form }, context) => {
      const address = z.email().safeParse(known === "" ? form.email : known);
      if (address.success) return { ...form, email: address.data };
      const message = form.email === "" ? "Enter an email address" : "Enter an email address, such as name@example.org";
      context.addIssue({ code: "custom", path: ["email"], message });
      return z.NEVER;
    }),
]);
