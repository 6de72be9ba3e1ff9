import type { Response } from "express";

type Words = {
  status: number;
  title: string;
  text: string;
  reference?: string;
  link?: { href: string; text: string };
};

/** A plain page for what is refused before Remix is reached. Needs no stylesheet, script or database. */
export function sendCalmPage(res: Response, words: Words): void {
  const reference = words.reference
    ? `<p>Reference: <strong>${escapeHtml(words.reference)}</strong></p>`
    : "";
  const link = words.link ?? { href: "/", text: "Go to the start page" };
  res
    .status(words.status)
    .type("html")
    .set("Cache-Control", "no-store")
    .send(
      `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>${escapeHtml(words.title)}</title></head><body><main>` +
        `<h1>${escapeHtml(words.title)}</h1><p>${escapeHtml(words.text)}</p>${reference}` +
        `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a></p>` +
        `<p>If someone is in danger now, call 999.</p></main></body></html>`,
    );
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
