import type { RequestHandler } from "express";
import type { Logger } from "~/lib/logger.server";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST_PLAIN_PART = 24;

/** One line a request: no query string, no token, no mail address. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = process.hrtime.bigint();
    const path = loggablePath(req.path);
    res.once("close", () => {
      const milliseconds = Math.round(Number(process.hrtime.bigint() - startedAt) / 1e6);
      const fields = {
        reference: res.locals.requestReference,
        method: req.method,
        path,
        status: res.statusCode,
        milliseconds,
        finished: res.writableFinished,
      };
      log.info(fields, "request");
    });
    next();
  };
}

/** Parts of a path that may be a secret or a person are replaced. Ids of rows (UUIDs) and references stay. */
export function loggablePath(path: string): string {
  return path
    .split("/")
    .map((part, index, parts) => {
      if (/@|%40/i.test(part)) return "[address]";
      if (UUID.test(part)) return part;
      const afterLink = parts[index - 1] === "link" || parts[index - 1] === "calendar";
      return part && (afterLink || part.length > LONGEST_PLAIN_PART) ? "[token]" : part;
    })
    .join("/");
}
