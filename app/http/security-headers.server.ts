import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";

// A page may bring a policy of its own (a mail preview in a frame), which then stands instead of ours: two
// policies would both apply.
const REPLACEABLE = ["content-security-policy", "x-frame-options", "cache-control"];

type Options = { origin: string; development: boolean };

/** Sets `res.locals.cspNonce`. HSTS only where the public address is https. */
export function securityHeaders({ origin, development }: Options): RequestHandler[] {
  const https = origin.startsWith("https:");
  const withNonce: RequestHandler = (_req, res, next) => {
    res.locals.cspNonce = randomBytes(16).toString("base64");
    next();
  };
  const policies = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_req, res) => nonceSource(res)],
        // Vite's client puts changed styles into the page while developing.
        styleSrc: ["'self'", development ? "'unsafe-inline'" : (_req, res) => nonceSource(res)],
        imgSrc: ["'self'", "data:"],
        connectSrc: development ? ["'self'", "ws:"] : ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // helmet's "no-referrer" makes browsers send "Origin: null" with forms.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: "deny" },
    // Only https pages are isolated; elsewhere browsers ignore the header with a console message.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  });
  const others: RequestHandler = (_req, res, next) => {
    res.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    const append = res.append.bind(res);
    res.append = (name, value) =>
      REPLACEABLE.includes(name.toLowerCase()) ? res.set(name, value) : append(name, value);
    next();
  };
  return [withNonce, policies, others];
}

/** Pages show people's details on shared computers: nothing is kept, also not for the back button. */
export const keepNothing: RequestHandler = (_req, res, next) => {
  res.setHeader("Cache-Control", "no-store");
  next();
};

function nonceSource(res: object): string {
  return `'nonce-${cspNonceOf(res)}'`;
}

export function cspNonceOf(res: object): string {
  if (!("locals" in res) || typeof res.locals !== "object" || res.locals === null) return "";
  return "cspNonce" in res.locals ? String(res.locals.cspNonce) : "";
}
