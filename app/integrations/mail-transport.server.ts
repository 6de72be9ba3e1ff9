import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport, type SendMailOptions } from "nodemailer";

/** One frozen message. Complete without the invitation: mail programs hide those of unknown senders. */
export type MailMessage = {
  messageId: string;
  /** When it was frozen: a second copy of a mail is the same mail to the letter. */
  writtenAt: Date;
  to: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  invitation: { method: "REQUEST" | "CANCEL"; content: string } | null;
};

export type MailSettings = {
  /** Undefined: every message becomes a file in the folder. */
  smtpUrl: string | undefined;
  /** "Name <address>" */
  mailFrom: string;
  /** A mailbox that a person reads; the sender's own where undefined. */
  replyTo?: string;
  folder: string;
};

/** Temporary: try again later. Permanent: the server refused this message for good, a person must look. */
export type MailFault = { ok: false; kind: "temporary" | "permanent"; answer: string };

export type MailTransport = {
  kind: "smtp" | "files";
  /** What the server said; a fault is an answer too and never thrown. */
  send: (message: MailMessage) => Promise<{ ok: true; answer: string } | MailFault>;
  /** Throws where mail cannot leave at the moment. */
  verify: () => Promise<void>;
  close: () => void;
};

const TIMEOUTS = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** No attempt takes longer, so that it ends before the lease on its row does. */
export const SEND_LIMIT_MS = 50_000;

// A login or TLS that is refused is about our settings, not about the message: 5xx with these codes is tried again.
const OUR_SETTINGS_REFUSED = new Set([454, 530, 534, 535, 538]);

/** SMTP where a server is set, files otherwise. */
export function mailTransport(settings: MailSettings): MailTransport {
  return settings.smtpUrl === undefined ? fileTransport(settings) : smtpTransport(settings, settings.smtpUrl);
}

function smtpTransport(settings: MailSettings, smtpUrl: string): MailTransport {
  const transporter = createTransport({
    url: withTlsDecided(smtpUrl),
    pool: true,
    maxConnections: 2,
    // A connection lost after DATA may have delivered: only our own retry, with its record, sends again.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...TIMEOUTS,
  });
  return {
    kind: "smtp",
    async send(message) {
      try {
        const info = await withinLimit(transporter.sendMail(toOptions(settings, message)));
        return { ok: true, answer: info.response };
      } catch (error) {
        return toFault(error);
      }
    },
    async verify() {
      await withinLimit(transporter.verify());
    },
    close() {
      transporter.close();
    },
  };
}

function fileTransport(settings: MailSettings): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    kind: "files",
    async send(message) {
      try {
        const info = await composer.sendMail(toOptions(settings, message));
        const name = fileName(message);
        await mkdir(settings.folder, { recursive: true });
        const unfinished = join(settings.folder, `.${name}.part`);
        await writeFile(unfinished, info.message);
        await rename(unfinished, join(settings.folder, name));
        return { ok: true, answer: `kept as ${name}` };
      } catch (error) {
        return toFault(error);
      }
    },
    async verify() {
      await mkdir(settings.folder, { recursive: true });
    },
    close() {},
  };
}

function toOptions(settings: MailSettings, message: MailMessage): SendMailOptions {
  return {
    from: settings.mailFrom,
    replyTo: settings.replyTo ?? settings.mailFrom,
    to: { name: oneLine(message.to.name), address: message.to.address },
    subject: oneLine(message.subject),
    date: message.writtenAt,
    messageId: message.messageId,
    text: message.text,
    html: message.html,
    // RFC 3834: keeps holiday answers from answering us.
    headers: { "Auto-Submitted": "auto-generated" },
    // The only attachment: a second one makes programs show a file instead of an invitation (nodemailer 1206).
    ...(message.invitation === null
      ? {}
      : {
          icalEvent: {
            method: message.invitation.method,
            filename: "invite.ics",
            content: message.invitation.content,
          },
        }),
  };
}

/** A server on this machine needs no TLS; any other must offer STARTTLS unless the URL says requireTLS=false. */
function withTlsDecided(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  if (url.protocol === "smtps:") return smtpUrl;
  if (["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)) {
    if (!url.searchParams.has("requireTLS")) url.searchParams.set("ignoreTLS", "true");
  } else if (!url.searchParams.has("requireTLS")) {
    url.searchParams.set("requireTLS", "true");
  }
  return url.toString();
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The mail server took too long")), SEND_LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function toFault(error: unknown): MailFault {
  if (!(error instanceof Error)) return { ok: false, kind: "temporary", answer: String(error) };
  const response = "response" in error && typeof error.response === "string" ? error.response : error.message;
  const status = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : null;
  const step = "code" in error ? error.code : null;
  const refused = status !== null && status >= 500 && !OUR_SETTINGS_REFUSED.has(status);
  const permanent = (step === "EENVELOPE" && (refused || status === null)) || (step === "EMESSAGE" && refused);
  return { ok: false, kind: permanent ? "permanent" : "temporary", answer: response.slice(0, 500) };
}

function fileName(message: MailMessage): string {
  const hash = createHash("sha256").update(message.messageId).digest("hex").slice(0, 12);
  return `${message.writtenAt.toISOString().replace(/[-:.]/g, "")}-${hash}.eml`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
