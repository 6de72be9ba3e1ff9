import { redirect } from "@remix-run/node";
import { readToken, signInCookie } from "~/auth/cookies.server";
import { isStillSignedIn } from "~/domain/sign-in-lifetime";
import { paths } from "~/config/paths";
import type { Db } from "~/data/db.server";
import { findSignInByHash, touchSignIn } from "~/data/sign-ins.server";
import type { Role, StaffRole } from "~/domain/roles";
import { hashSecret } from "~/lib/secret.server";

/** Who is looking. Everybody signed in is a contact; staff hold further roles. */
export type Viewer = { accountId: string; email: string; name: string; roles: readonly Role[] };

export type AuthDeps = { db: Db; now: () => Date; origin: string; answering?: object };

/** A row is written at most this often for a browser that clicks around. */
const TOUCH_EVERY_MS = 60_000;

export async function findViewer(request: Request, deps: AuthDeps): Promise<Viewer | null> {
  const current = await findCurrentSignIn(request, deps);
  return current?.viewer ?? null;
}

export type CurrentSignIn = { signInId: string; viewer: Viewer };

const readOnce = new WeakMap<object, Promise<CurrentSignIn | null>>();

/**
 * The viewer with the id of the sign-in behind this request. A disabled account is nobody. The loaders of a page, the
 * root's among them, share one answer; an action always asks, since what it does may end the sign-in.
 */
export async function findCurrentSignIn(request: Request, deps: AuthDeps): Promise<CurrentSignIn | null> {
  const { answering } = deps;
  if (answering === undefined || request.method !== "GET") return readCurrentSignIn(request, deps);
  const known = readOnce.get(answering);
  if (known !== undefined) return known;
  const reading = readCurrentSignIn(request, deps);
  readOnce.set(answering, reading);
  return reading;
}

async function readCurrentSignIn(request: Request, deps: AuthDeps): Promise<CurrentSignIn | null> {
  const token = await readToken(request, signInCookie(deps.origin));
  if (token === null) return null;
  const found = await findSignInByHash(deps.db, hashSecret(token));
  if (!found || found.account.disabledAt !== null) return null;
  const now = deps.now();
  const roles: readonly Role[] = ["contact", ...found.account.roles];
  if (!isStillSignedIn(found, roles, now)) return null;
  if (now.getTime() - found.lastSeenAt.getTime() >= TOUCH_EVERY_MS) await touchSignIn(deps.db, found.id, now);
  const { id: accountId, email, name } = found.account;
  return { signInId: found.id, viewer: { accountId, email, name, roles } };
}

/** For pages that need somebody signed in; others are asked to sign in and come back here. */
export async function requireViewer(request: Request, deps: AuthDeps): Promise<Viewer> {
  const { viewer } = await requireSignIn(request, deps);
  return viewer;
}

/** Like requireViewer, and says which of the viewer's sign-ins this is. */
export async function requireSignIn(request: Request, deps: AuthDeps): Promise<CurrentSignIn> {
  const current = await findCurrentSignIn(request, deps);
  if (current) return current;
  const { pathname, search } = new URL(request.url);
  throw redirect(paths.signIn(pathname + search));
}

/** For pages of the team: any one of the roles opens them, everybody else signed in gets 403. */
export async function requireStaff(
  request: Request,
  deps: AuthDeps,
  roles: readonly StaffRole[],
): Promise<Viewer> {
  const viewer = await requireViewer(request, deps);
  if (!hasAnyRole(viewer, roles)) throw forbidden();
  return viewer;
}

export function hasAnyRole(viewer: Viewer, roles: readonly Role[]): boolean {
  return roles.some((role) => viewer.roles.includes(role));
}

export function forbidden(): Response {
  return new Response("You do not have access to this page", { status: 403, statusText: "Forbidden" });
}

/** Where work starts after signing in without a page to return to. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes("coordinator")) return paths.requests();
  if (roles.includes("presenter")) return paths.myDay();
  if (roles.includes("manager") || roles.includes("analyst")) return paths.reach();
  return paths.bookings();
}
