import type { RequestHandler } from "express";
import { sendCalmPage } from "~/http/calm-page.server";

const READING_METHODS = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses every change that another site asks a browser for. Remix 2's own check can be passed with `?_data=`
 * and never runs for resource routes. Origin decides where present, else Sec-Fetch-Site, else the answer is no.
 */
export function originCheck(origin: string): RequestHandler {
  return (req, res, next) => {
    if (READING_METHODS.includes(req.method) || comesFrom(origin, req.headers)) {
      next();
      return;
    }
    sendCalmPage(res, {
      status: 403,
      title: "We could not accept that form",
      text: `The form was not sent from this service’s own address, ${origin}. Open the page there and try again.`,
      link: { href: origin, text: "Open the service" },
    });
  };
}

type OriginHeaders = { origin?: string; "sec-fetch-site"?: string | string[] };

function comesFrom(origin: string, headers: OriginHeaders): boolean {
  if (headers.origin !== undefined) return headers.origin === origin;
  return headers["sec-fetch-site"] === "same-origin";
}
