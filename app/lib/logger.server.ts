import pino, { type Logger as PinoLogger } from "pino";

export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error">;

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

const ADDRESS = /[^\s<>"'(),;:@]+@[^\s<>"'(),;:@]+\.[a-z]{2,}/gi;
const QUERY = /\?[^\s"')]*/g;

/** JSON lines on standard output. Error texts lose their mail addresses and query strings first. */
export function createLogger(level: LogLevel, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

export function silentLogger(): Logger {
  return pino({ level: "silent" });
}

export function withoutPersonalData(text: string): string {
  return text.replace(ADDRESS, "[address]").replace(QUERY, "?[query]");
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutPersonalData(String(error)) };
  const described: Record<string, unknown> = {
    type: error.name,
    message: withoutPersonalData(error.message),
    stack: withoutPersonalData(error.stack ?? ""),
  };
  if ("code" in error) described.code = error.code;
  if (error.cause !== undefined) described.cause = describeError(error.cause);
  return described;
}
