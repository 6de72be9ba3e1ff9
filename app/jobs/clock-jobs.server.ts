import { expireOffers } from "~/services/answer-offer.server";
import { cleanUp } from "~/services/clean-up.server";
import { forgetContacts } from "~/services/forget-contacts.server";
import type { Mailbox } from "~/integrations/mailbox.server";
import { readMailbox } from "~/services/read-mailbox.server";
import { remindSchools, thankSchools } from "~/services/remind-schools.server";
import {
  sendMonthlyFigures,
  tellOfMissingDeliveries,
  tellOfNewRequests,
  tellOfUnanswered,
  tellPresentersTomorrow,
} from "~/services/remind-team.server";
import type { ClockJob } from "~/services/run-clock-jobs.server";

const NIGHT = 3 * 60 + 10;
const MORNING = 7 * 60 + 15;
const EVENING = 17 * 60;

/** Everything that runs by the clock, in London time. One more is one more line. */
export const CLOCK_JOBS: readonly ClockJob[] = [
  { name: "clean-up", due: { every: "hour", minute: 17 }, run: cleanUp },
  { name: "offers-expire", due: { every: "hour", minute: 17 }, run: expireOffers },
  { name: "forget-contacts", due: { every: "day", minutes: NIGHT }, run: forgetContacts },
  { name: "remind-schools", due: { every: "day", minutes: MORNING }, run: remindSchools },
  { name: "thank-schools", due: { every: "day", minutes: MORNING }, run: thankSchools },
  { name: "requests-new", due: { every: "day", minutes: MORNING }, run: tellOfNewRequests },
  { name: "requests-unanswered", due: { every: "day", minutes: MORNING }, run: tellOfUnanswered },
  { name: "deliveries-missing", due: { every: "day", minutes: MORNING }, run: tellOfMissingDeliveries },
  { name: "presenters-tomorrow", due: { every: "day", minutes: EVENING }, run: tellPresentersTomorrow },
  { name: "monthly-figures", due: { every: "month", minutes: MORNING }, run: sendMonthlyFigures },
];

/** The one job that needs more than the database: it runs where a mailbox is set. */
export function mailboxJob(mailbox: Mailbox): ClockJob {
  return { name: "mailbox", due: { every: "minutes", count: 2 }, run: (deps) => readMailbox({ ...deps, mailbox }) };
}
