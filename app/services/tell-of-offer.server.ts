import { offerEnded, type OfferEndedProps } from "../../emails/offer-ended";
import { paths } from "~/config/paths";
import type { Tx } from "~/data/db.server";
import { queueMail } from "~/data/outgoing-mails.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import type { ProgrammeSettings } from "~/domain/settings";
import type { Day } from "~/lib/london-time";
import { mailDomain, mailSender } from "~/services/mail-sender.server";
import { tellCoordinators } from "~/services/tell-coordinators.server";

type Context = { settings: ProgrammeSettings; origin: string; now: Date };

/** Tells the contacts that offered dates can no longer be chosen, and by when they hear from the team. */
export async function tellOfferEnded(
  tx: Tx,
  request: RequestForTeam,
  news: { how: OfferEndedProps["how"]; answerByOn: Day },
  { settings, origin, now }: Context,
): Promise<void> {
  const { id: requestId, reference, schoolName } = request;
  for (const { accountId, email: address, name } of request.contacts) {
    const email = await offerEnded({
      ...news,
      sender: mailSender(settings, origin),
      contactName: name,
      schoolName,
      reference,
      teamPhone: settings.teamPhone,
      bookingUrl: `${origin}${paths.booking(reference)}`,
    });
    const to = { address, name };
    await queueMail(tx, { occasion: "offer-ended", to, email, accountId, requestId, mailDomain: mailDomain(settings), now });
  }
}

/** Tells the coordinators that a request with offered dates is theirs again. */
export async function tellOfferCameToNothing(
  tx: Tx,
  { request, what, note }: { request: RequestForTeam; what: "offer_declined" | "offer_gone"; note: string },
  context: Context,
): Promise<void> {
  const { id: requestId, reference, schoolName } = request;
  await tellCoordinators(
    tx,
    {
      what,
      schoolName,
      reference,
      onDate: null,
      reasons: [],
      // What belongs to a sensitive request is read inside the service alone.
      body: request.sensitive ? "" : note,
      url: `${context.origin}${paths.bookingRequest(reference)}`,
      requestId,
      visitId: null,
    },
    context,
  );
}
