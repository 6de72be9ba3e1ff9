import type { Sender } from "../../emails/layout";
import { programme } from "~/config/programme";
import type { ProgrammeSettings } from "~/domain/settings";

/** Who our mails say they are from, and where an answer goes. */
export function mailSender(settings: ProgrammeSettings, origin: string): Sender {
  return {
    programme: programme.serviceName,
    team: settings.organizer.name,
    replyTo: settings.organizer.email,
    serviceUrl: origin,
  };
}

/** The host part of Message-IDs and calendar UIDs: the organizer's own domain. */
export function mailDomain(settings: ProgrammeSettings): string {
  return settings.organizer.email.split("@")[1] ?? "localhost";
}
