const NOWHERE = "http://own.invalid";

/** The path to return to after signing in, or null: only ours, and never back to signing in or out. */
export function ownPath(text: string | null | undefined): string | null {
  if (!text || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || !URL.canParse(text, NOWHERE)) return null;
  const url = new URL(text, NOWHERE);
  if (url.origin !== NOWHERE || /^\/sign-(in|out)(\/|$)/.test(url.pathname)) return null;
  return url.pathname + url.search;
}

/** The page to go back to after signing in, from `?to=`; null where there is none of ours. */
export function returnTo(request: Request): string | null {
  return ownPath(new URL(request.url).searchParams.get("to"));
}

export function withReturnTo(path: string, to: string | null): string {
  return to === null ? path : `${path}?to=${encodeURIComponent(to)}`;
}
