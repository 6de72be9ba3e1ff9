import { z } from "zod";

/** What the asker's own page sends. */
export const ownMembershipSchema = z.object({ intent: z.enum(["ask", "end"]) });

/** One line of the team's list: who, where, the state that was seen, and what is said. */
export const membershipDecisionSchema = z.object({
  accountId: z.uuid(),
  schoolId: z.uuid(),
  from: z.enum(["requested", "approved", "refused", "ended"]),
  to: z.enum(["approved", "refused", "ended"]),
});
