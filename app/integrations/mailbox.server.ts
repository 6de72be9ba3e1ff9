import { ImapFlow } from "imapflow";
import { z } from "zod";
import type { ImapSettings } from "~/config/env.server";

/** A message as it lies in the mailbox; `uidValidity` and `uid` name it there for good (RFC 3501 2.3.1.1). */
export type MailboxMessage = { uidValidity: bigint; uid: bigint; arrivedAt: Date; raw: Buffer };

export type MailboxPlace = { uidValidity: bigint; uid: bigint };

export type Mailbox = {
  /**
   * Hands over what arrived after the last message that was read, oldest first, at most `most` of them; nothing of it is
   * changed in the mailbox. Of a message `handle` says true for, it is marked as read there. Throws where the mailbox
   * cannot be reached.
   */
  readAfter: (
    last: MailboxPlace | null,
    options: { since: Date; most: number; handle: (message: MailboxMessage) => Promise<boolean> },
  ) => Promise<number>;
};

/** More of a message is not read: answers and delivery reports are small, whatever hangs on to them. */
const MOST_BYTES = 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** The bookings mailbox over IMAP: TLS always, except to this machine itself. */
export function imapMailbox(settings: ImapSettings): Mailbox {
  return {
    async readAfter(last, { since, most, handle }) {
      const client = new ImapFlow({
        host: settings.host,
        port: settings.port,
        secure: settings.secure,
        doSTARTTLS: settings.secure || isThisMachine(settings.host) ? undefined : true,
        auth: { user: settings.user, ...(await secretOf(settings.auth)) },
        logger: false,
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
      });
      // A line that breaks ends the command that waits for it as well; without a listener it would end the process.
      client.on("error", () => undefined);
      await client.connect();
      try {
        const lock = await client.getMailboxLock(settings.folder);
        try {
          const uidValidity = client.mailbox ? client.mailbox.uidValidity : 0n;
          const after = last?.uidValidity === uidValidity ? last.uid : null;
          const found = await client.search(after === null ? { since } : { uid: `${after + 1n}:*` }, { uid: true });
          // "n:*" always holds the newest message, even where its number is below n (RFC 3501 6.4.8).
          const uids = (found || []).filter((uid) => after === null || BigInt(uid) > after).sort((one, other) => one - other);
          let count = 0;
          for (const uid of uids.slice(0, most)) {
            const message = await client.fetchOne(
              String(uid),
              { uid: true, internalDate: true, source: { start: 0, maxLength: MOST_BYTES } },
              { uid: true },
            );
            if (!message || !message.source) continue;
            const arrivedAt = new Date(message.internalDate ?? since);
            const settled = await handle({ uidValidity, uid: BigInt(uid), arrivedAt, raw: message.source });
            if (settled) await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
            count += 1;
          }
          return count;
        } finally {
          lock.release();
        }
      } finally {
        await client.logout().catch(() => client.close());
      }
    },
  };
}

const tokenSchema = z.object({ access_token: z.string().min(1) });

async function secretOf(auth: ImapSettings["auth"]): Promise<{ pass: string } | { accessToken: string }> {
  if (auth.kind === "password") return { pass: auth.password };
  const { tokenUrl, clientId, clientSecret, scope } = auth;
  const response = await fetch(tokenUrl, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // What it answers may hold secrets: the number alone goes into the log.
  if (!response.ok) throw new Error(`The sign-in service for the mailbox answered ${response.status}`);
  return { accessToken: tokenSchema.parse(await response.json()).access_token };
}

function isThisMachine(host: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]", "::1"].includes(host);
}
