import { randomUUID } from "node:crypto";
import { createCookie, redirect, type Cookie } from "@remix-run/node";
import { ensureBrowser, readBrowser } from "~/auth/browser.server";
import { findViewer } from "~/auth/viewer.server";
import { paths } from "~/config/paths";
import { stepPath } from "~/config/request-paths";
import type { Db } from "~/data/db.server";
import { emptyAnswers, findFirstDraft, type Draft } from "~/data/request-drafts.server";
import { DRAFT_DAYS, stepsOf, firstUnanswered, type DraftAnswers, type RequestStep } from "~/domain/request-draft";

type DraftDeps = { db: Db; now: () => Date; origin: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A browser keeps a few at once: one of its own, laid aside while somebody signed in changes or enters another. */
const MOST_DRAFTS = 4;

/** The draft that this browser is filling in; null when it has none, or it has run out. */
export async function readDraft(request: Request, deps: DraftDeps): Promise<Draft | null> {
  const [ids, browser] = [await readDraftIds(request, deps), await readBrowser(request, deps)];
  if (ids.length === 0 || !browser) return null;
  const viewer = await findViewer(request, deps);
  const accountId = viewer?.accountId ?? null;
  return findFirstDraft(deps.db, { ids, browserHash: browser.hash, accountId, now: deps.now() });
}

/** What was answered before a page; whoever comes too early is sent to the first page without an answer. */
export async function requireAnswersBefore(
  request: Request,
  deps: DraftDeps,
  step: RequestStep,
): Promise<DraftAnswers> {
  const draft = await readDraft(request, deps);
  const answers = draft?.answers ?? emptyAnswers();
  // Another school is another request.
  if (draft?.purpose === "change" && step === "school") throw redirect(paths.request.check());
  const steps = stepsOf(answers);
  const waiting = firstUnanswered(answers);
  if (!steps.includes(step) || (waiting && steps.indexOf(waiting) < steps.indexOf(step))) {
    throw redirect(stepPath(waiting ?? "school"));
  }
  return answers;
}

/** The draft to write to, a new one where there is none, with the headers that keep it in this browser. */
export async function openDraft(
  request: Request,
  deps: DraftDeps,
): Promise<{ draftId: string; browserHash: string; headers: Headers }> {
  const browser = await ensureBrowser(request, deps);
  const draftId = (await readDraft(request, deps))?.id ?? randomUUID();
  const headers = new Headers();
  if (browser.setCookie) headers.append("Set-Cookie", browser.setCookie);
  headers.append("Set-Cookie", await keepDraft(request, deps, draftId));
  return { draftId, browserHash: browser.hash, headers };
}

/** The Set-Cookie header that makes this the browser's draft; one that was being filled in is laid aside. */
export async function keepDraft(request: Request, deps: { origin: string }, id: string): Promise<string> {
  const others = (await readDraftIds(request, deps)).filter((other) => other !== id);
  return draftCookie(deps.origin).serialize([id, ...others].slice(0, MOST_DRAFTS).join("."));
}

/** The current draft's id alone: after sending it may be a request's id, and the draft no longer there. */
export async function readDraftId(request: Request, deps: DraftDeps): Promise<string | null> {
  const draft = await readDraft(request, deps);
  return draft?.id ?? (await readDraftIds(request, deps))[0] ?? null;
}

/** The Set-Cookie header that makes the browser forget a draft; the one laid aside for it is back then. */
export async function forgetDraft(request: Request, deps: { origin: string }, id: string): Promise<string> {
  const others = (await readDraftIds(request, deps)).filter((other) => other !== id);
  if (others.length > 0) return draftCookie(deps.origin).serialize(others.join("."));
  return draftCookie(deps.origin).serialize("", { maxAge: 0 });
}

/** The drafts of this browser, the current one first; some may have gone or wait for their owner to sign in. */
export async function readDraftIds(request: Request, deps: { origin: string }): Promise<string[]> {
  const value: unknown = await draftCookie(deps.origin).parse(request.headers.get("Cookie"));
  if (typeof value !== "string") return [];
  return value.split(".", MOST_DRAFTS).filter((id) => UUID.test(id));
}

function draftCookie(origin: string): Cookie {
  const secure = origin.startsWith("https://");
  const maxAge = DRAFT_DAYS * 24 * 60 * 60;
  const name = secure ? "__Host-request-draft" : "request-draft";
  return createCookie(name, { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge });
}
