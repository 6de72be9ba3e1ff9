import { z } from "zod";

/** A message that arrived and needs nobody any more, or an address that works again. */
export const mailboxSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("settle"), id: z.uuid() }),
  z.object({ intent: z.literal("address-works"), id: z.uuid() }),
]);
