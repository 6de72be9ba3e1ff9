import { createServer, type AddressInfo, type Socket } from "node:net";

export type ImapSink = {
  port: number;
  uidValidity: number;
  /** What lies in INBOX, by its number; `seen` as a client has left it. */
  messages: { uid: number; raw: Buffer; arrivedAt: Date; seen: boolean }[];
  deliver: (raw: Buffer, arrivedAt: Date) => number;
  /** Breaks the line when a message of this number is asked for. */
  breakAt: (uid: number | null) => void;
  /** Set: the only sign-in taken is SASL XOAUTH2 of this user, as Exchange Online wants it. */
  token: { user: string; token: string } | null;
  close: () => Promise<void>;
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An IMAP server (RFC 3501), the password "wrong" refused, with one mailbox, as much of it as reading new messages takes. */
export async function startImapSink(): Promise<ImapSink> {
  let breaking: number | null = null;
  const sockets = new Set<Socket>();
  const sink: ImapSink = {
    port: 0,
    uidValidity: 77,
    messages: [],
    token: null,
    deliver(raw, arrivedAt) {
      const uid = (sink.messages.at(-1)?.uid ?? 0) + 1;
      sink.messages.push({ uid, raw, arrivedAt, seen: false });
      return uid;
    },
    breakAt: (uid) => {
      breaking = uid;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    const say = (line: string | Buffer) => socket.write(typeof line === "string" ? `${line}\r\n` : line);
    say(`* OK [CAPABILITY ${capabilities()}] ready`);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8");
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        answer(line, say, socket);
      }
    });
  });

  const capabilities = () => (sink.token ? "IMAP4rev1 LOGINDISABLED SASL-IR AUTH=XOAUTH2" : "IMAP4rev1");

  function answer(line: string, say: (line: string | Buffer) => void, socket: Socket): void {
    const [, tag = "*", command = ""] = /^(\S+) (UID \S+|\S+)/i.exec(line) ?? [];
    const rest = line.slice(tag.length + command.length + 2);
    switch (command.toUpperCase()) {
      case "CAPABILITY":
        say(`* CAPABILITY ${capabilities()}`);
        break;
      case "AUTHENTICATE": {
        const [, initial = ""] = rest.split(" ");
        const wanted = sink.token && `user=${sink.token.user}\u0001auth=Bearer ${sink.token.token}\u0001\u0001`;
        if (!/^XOAUTH2 /i.test(rest) || Buffer.from(initial, "base64").toString() !== wanted) return say(`${tag} NO [AUTHENTICATIONFAILED] no`);
        break;
      }
      case "LOGIN":
        if (sink.token || rest.includes("wrong")) return say(`${tag} NO [AUTHENTICATIONFAILED] no`);
        break;
      case "LIST":
      case "LSUB":
        say('* LIST (\\HasNoChildren) "/" INBOX');
        break;
      case "SELECT":
        say("* FLAGS (\\Seen)");
        say(`* ${sink.messages.length} EXISTS`);
        say("* 0 RECENT");
        say(`* OK [UIDVALIDITY ${sink.uidValidity}] valid`);
        say(`* OK [UIDNEXT ${(sink.messages.at(-1)?.uid ?? 0) + 1}] next`);
        say("* OK [PERMANENTFLAGS (\\Seen)] kept");
        return say(`${tag} OK [READ-WRITE] selected`);
      case "UID SEARCH":
        say(`* SEARCH ${found(rest).join(" ")}`.trimEnd());
        break;
      case "UID FETCH": {
        const uid = Number(/^\d+/.exec(rest)?.[0]);
        if (uid === breaking) {
          socket.destroy();
          return;
        }
        const at = sink.messages.findIndex((each) => each.uid === uid);
        const message = sink.messages[at];
        if (message) {
          const limit = Number(/<0\.(\d+)>/.exec(rest)?.[1] ?? message.raw.length);
          const part = message.raw.subarray(0, limit);
          const name = /BODY(?:\.PEEK)?\[\](<0)?/i.exec(rest)?.[1] ? "BODY[]<0>" : "BODY[]";
          say(Buffer.concat([
            Buffer.from(`* ${at + 1} FETCH (UID ${uid} INTERNALDATE "${imapDate(message.arrivedAt)}" ${name} {${part.length}}\r\n`),
            part,
            Buffer.from(")\r\n"),
          ]));
        }
        break;
      }
      case "UID STORE": {
        const uid = Number(/^\d+/.exec(rest)?.[0]);
        for (const message of sink.messages) if (message.uid === uid && /seen/i.test(rest)) message.seen = true;
        break;
      }
      case "LOGOUT":
        say("* BYE good day");
        say(`${tag} OK done`);
        socket.end();
        return;
    }
    say(`${tag} OK done`);
  }

  function found(rest: string): number[] {
    const from = Number(/UID (\d+):\*/i.exec(rest)?.[1] ?? 0);
    const uids = sink.messages.map(({ uid }) => uid);
    const after = uids.filter((uid) => uid >= from);
    // "n:*" always holds the newest message (RFC 3501 6.4.8).
    return after.length > 0 ? after : uids.slice(-1);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  sink.port = portOf(server.address());
  return sink;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}

function imapDate(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = `${pad(date.getUTCDate())}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()}`;
  return `${day} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} +0000`;
}
