import { once } from "node:events";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

/** How the server behaves towards the next messages. */
export type SinkMood =
  | { kind: "accept" }
  /** Refuses at the recipient (550) or at the end of the data (421, 451, 452, 552 ...). */
  | { kind: "refuse"; at: "recipient" | "data"; code: number; answer: string }
  /** Takes the message and breaks the line before it answers: the sender cannot know. */
  | { kind: "drop_after_data" }
  /** Takes the message and says nothing for so long. */
  | { kind: "stall"; ms: number };

export type ReceivedMail = {
  to: string[];
  from: string;
  raw: string;
  parsed: ParsedMail;
  /** When its data had come, and how the server took it. */
  receivedAtMs: number;
  mood: SinkMood;
};

export type SmtpSink = {
  url: string;
  port: number;
  received: ReceivedMail[];
  behave: (mood: SinkMood) => void;
  /** Resolves when so many messages have been received in all. */
  waitFor: (count: number) => Promise<ReceivedMail[]>;
  close: () => Promise<void>;
};

/** A real SMTP server on a free (or the given) port of this machine; it keeps what it received. */
export async function startSmtpSink(options: { port?: number; offerTls?: boolean } = {}): Promise<SmtpSink> {
  const received: ReceivedMail[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let waiting: { count: number; resolve: () => void }[] = [];
  let mood: SinkMood = { kind: "accept" };

  function keep(mail: ReceivedMail) {
    received.push(mail);
    waiting = waiting.filter(({ count, resolve }) => {
      if (received.length >= count) resolve();
      return received.length < count;
    });
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.offerTls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 100,
    onRcptTo(_address, _session, done) {
      if (mood.kind === "refuse" && mood.at === "recipient") return done(refusal(mood.code, mood.answer));
      return done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const now = mood;
        if (now.kind === "refuse" && now.at === "data") return done(refusal(now.code, now.answer));
        const raw = Buffer.concat(chunks).toString("utf8");
        const receivedAtMs = Date.now();
        const { mailFrom, rcptTo } = session.envelope;
        void simpleParser(raw).then((parsed) => {
          const from = mailFrom === false ? "" : mailFrom.address;
          keep({ from, to: rcptTo.map(({ address }) => address), raw, parsed, receivedAtMs, mood: now });
          if (now.kind === "drop_after_data") return breakLines();
          if (now.kind === "stall") return timers.add(setTimeout(done, now.ms));
          return done();
        });
      });
    },
  });
  server.on("error", () => undefined);

  function breakLines() {
    for (const connection of server.connections) connection.close();
  }

  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The SMTP sink has no port");
  const { port } = address;

  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    behave(next) {
      mood = next;
    },
    async waitFor(count) {
      if (received.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push({ count, resolve });
        });
      }
      return received;
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function refusal(code: number, answer: string): Error {
  return Object.assign(new Error(answer), { responseCode: code });
}
