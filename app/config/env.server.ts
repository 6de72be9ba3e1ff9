import { isAbsolute, resolve } from "node:path";
import { z } from "zod";

export type AppMode = "production" | "demo" | "development" | "test";

export type Env = {
  mode: AppMode;
  /** Public address without a trailing slash. */
  origin: string;
  port: number;
  /** Undefined means the embedded database, kept in the data folder. */
  databaseUrl: string | undefined;
  dataFolder: string;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The bookings mailbox, where answers of calendars and delivery reports arrive; undefined: nobody reads it here. */
  imap: ImapSettings | undefined;
  /** False: this process serves pages alone, and `npm run jobs` works elsewhere. */
  worker: boolean;
  /** How many proxies stand in front of us; 0 means that X-Forwarded-* is somebody's invention. */
  trustedProxies: number;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
};

export type ImapSettings = {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, which only this machine itself may do without. */
  secure: boolean;
  user: string;
  folder: string;
  auth:
    | { kind: "password"; password: string }
    /** Client credentials (RFC 6749 4.4), as Exchange Online has it. */
    | { kind: "oauth"; tokenUrl: string; clientId: string; clientSecret: string; scope: string };
};

export type EnvReading = { ok: true; env: Env } | { ok: false; problems: string[] };

const DEMO_MAIL_FROM = "Knife Crime Awareness team <sessions@example.org>";

const settingsSchema = z.object({
  APP_MODE: z
    .enum(["production", "demo", "development", "test"], "must be production, demo, development or test")
    .default("production"),
  ORIGIN: z
    .string()
    .refine(isOrigin, "must be an address such as https://sessions.example.org, without a path")
    .optional(),
  PORT: z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(0, "must be a port number")
    .max(65_535, "must be a port number")
    .default(3000),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgresql://")
    .optional(),
  DATA_FOLDER: z.string().default("var"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, "must start with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      "must be an email address, or Name <address>",
    )
    .optional(),
  IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\/[^@/]+@[^/]+/, "must look like imaps://user:password@mail.example.org/INBOX")
    .refine((text) => URL.canParse(text), "must look like imaps://user:password@mail.example.org/INBOX")
    .optional(),
  IMAP_OAUTH_TOKEN_URL: z.url({ protocol: /^https$/, error: "must be an https address" }).optional(),
  IMAP_OAUTH_CLIENT_ID: z.string().optional(),
  IMAP_OAUTH_CLIENT_SECRET: z.string().optional(),
  IMAP_OAUTH_SCOPE: z.string().default("https://outlook.office365.com/.default"),
  WORKER: z.enum(["on", "off"], "must be on or off").default("on"),
  TRUST_PROXY: z.coerce
    .number("must be the number of proxies in front, such as 1")
    .int("must be the number of proxies in front, such as 1")
    .min(0, "must be the number of proxies in front, such as 1")
    .default(0),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
    .default("info"),
});

const MISSING_IN_PRODUCTION = [
  ["ORIGIN", "is missing: the public address, such as https://sessions.example.org"],
  ["MAIL_FROM", "is missing: the sender of our mail, such as Sessions <sessions@example.org>"],
  ["SMTP_URL", "is missing: the mail server, such as smtps://user:password@mail.example.org"],
] as const;

/** Reads the settings. Answers every problem at once, so that nobody has to fix them one boot at a time. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): EnvReading {
  // An empty setting is what a template leaves behind: it means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = settingsSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);

  if ((given.APP_MODE ?? "production") === "production") {
    for (const [name, problem] of MISSING_IN_PRODUCTION) {
      if (!given[name]) problems.push(`${name} ${problem}`);
    }
    if (given.ORIGIN && isOrigin(given.ORIGIN) && !isSecureOrLocal(given.ORIGIN)) {
      problems.push("ORIGIN must start with https:// (plain http is only allowed for localhost)");
    }
  }
  if (parsed.success) problems.push(...problemsOfWork(parsed.data));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };

  const settings = parsed.data;
  return {
    ok: true,
    env: {
      mode: settings.APP_MODE,
      origin: new URL(settings.ORIGIN ?? `http://localhost:${settings.PORT}`).origin,
      port: settings.PORT,
      databaseUrl: settings.DATABASE_URL,
      dataFolder: isAbsolute(settings.DATA_FOLDER)
        ? settings.DATA_FOLDER
        : resolve(process.cwd(), settings.DATA_FOLDER),
      smtpUrl: settings.SMTP_URL,
      mailFrom: settings.MAIL_FROM ?? DEMO_MAIL_FROM,
      imap: imapOf(settings),
      worker: settings.WORKER === "on",
      trustedProxies: settings.TRUST_PROXY,
      logLevel: settings.LOG_LEVEL,
    },
  };
}

type Settings = z.infer<typeof settingsSchema>;

function problemsOfWork(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.WORKER === "off" && !settings.DATABASE_URL) {
    problems.push("WORKER must be on with the embedded database: no other process can work on it");
  }
  const { IMAP_URL, IMAP_OAUTH_TOKEN_URL, IMAP_OAUTH_CLIENT_ID, IMAP_OAUTH_CLIENT_SECRET } = settings;
  const oauth = [IMAP_OAUTH_TOKEN_URL, IMAP_OAUTH_CLIENT_ID, IMAP_OAUTH_CLIENT_SECRET];
  if (oauth.some(Boolean) && !oauth.every(Boolean)) {
    problems.push("IMAP_OAUTH_TOKEN_URL, IMAP_OAUTH_CLIENT_ID and IMAP_OAUTH_CLIENT_SECRET belong together");
  }
  if (IMAP_URL && !new URL(IMAP_URL).password && !oauth.some(Boolean)) {
    problems.push("IMAP_URL has no password, and there are no IMAP_OAUTH settings");
  }
  return problems;
}

function imapOf(settings: Settings): ImapSettings | undefined {
  if (!settings.IMAP_URL) return undefined;
  const url = new URL(settings.IMAP_URL);
  const secure = url.protocol === "imaps:";
  const { IMAP_OAUTH_TOKEN_URL: tokenUrl, IMAP_OAUTH_CLIENT_ID: clientId } = settings;
  const { IMAP_OAUTH_CLIENT_SECRET: clientSecret, IMAP_OAUTH_SCOPE: scope } = settings;
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    user: decodeURIComponent(url.username),
    folder: decodeURIComponent(url.pathname.slice(1)) || "INBOX",
    auth:
      tokenUrl && clientId && clientSecret
        ? { kind: "oauth", tokenUrl, clientId, clientSecret, scope }
        : { kind: "password", password: decodeURIComponent(url.password) },
  };
}

/** For code that runs after the boot has checked the settings. Throws where they are wrong. */
export function requireEnv(): Env {
  const reading = readEnv();
  if (!reading.ok) throw new Error(explainProblems(reading.problems));
  return reading.env;
}

export function explainProblems(problems: readonly string[]): string {
  const lines = problems.map((problem) => `  ${problem}`);
  return ["The service cannot start. These settings need attention:", ...lines].join("\n");
}

/** React and Express choose their production code by NODE_ENV: call it before either is loaded. */
export function defaultToProductionCode(): void {
  process.env.NODE_ENV ??= "production";
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash && !url.username;
}

function isSecureOrLocal(origin: string): boolean {
  const url = new URL(origin);
  return url.protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}
