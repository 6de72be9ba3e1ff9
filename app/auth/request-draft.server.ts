import { randomUUID } from "node:crypto";
import { createCookie, redirect, type Cookie } from "@remix-run/node";
import { ensureBrowser, readBrowser } from "~/auth/browser.server";
import { stepPath } from "~/config/request-paths";
import type { Db } from "~/data/db.server";
import { emptyAnswers, findDraft, type Draft } from "~/data/request-drafts.server";
import { DRAFT_DAYS, stepsOf, firstUnanswered, type DraftAnswers, type RequestStep } from "~/domain/request-draft";

type DraftDeps = { db: Db; now: () => Date; origin: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The draft that this browser is filling in; null when it has none, or it has run out. */
export async function readDraft(request: Request, deps: DraftDeps): Promise<Draft | null> {
  const [id, browser] = [await readDraftId(request, deps), await readBrowser(request, deps)];
  return id && browser ? findDraft(deps.db, { id, browserHash: browser.hash, now: deps.now() }) : null;
}

/** What was answered before a page; whoever comes too early is sent to the first page without an answer. */
export async function requireAnswersBefore(
  request: Request,
  deps: DraftDeps,
  step: RequestStep,
): Promise<DraftAnswers> {
  const answers = (await readDraft(request, deps))?.answers ?? emptyAnswers();
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
  headers.append("Set-Cookie", await draftCookie(deps.origin).serialize(draftId));
  return { draftId, browserHash: browser.hash, headers };
}

/** The draft's id alone: after sending it is the request's id, whether or not the draft is still there. */
export async function readDraftId(request: Request, deps: { origin: string }): Promise<string | null> {
  const value: unknown = await draftCookie(deps.origin).parse(request.headers.get("Cookie"));
  return typeof value === "string" && UUID.test(value) ? value : null;
}

/** The Set-Cookie header that makes the browser forget its draft. */
export async function forgetDraft(deps: { origin: string }): Promise<string> {
  return draftCookie(deps.origin).serialize("", { maxAge: 0 });
}

function draftCookie(origin: string): Cookie {
  const secure = origin.startsWith("https://");
  const maxAge = DRAFT_DAYS * 24 * 60 * 60;
  const name = secure ? "__Host-request-draft" : "request-draft";
  return createCookie(name, { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge });
}
