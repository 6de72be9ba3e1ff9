/** Enough of an HTML reader for pages that React wrote: every tag closed or void, every attribute quoted. */
export type HtmlElement = {
  tag: string;
  attributes: ReadonlyMap<string, string>;
  children: (HtmlElement | string)[];
  parent: HtmlElement | null;
};

const TOKEN =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-z][\w-]*)\s*>|<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);
const RAW = new Set(["script", "style"]);
/** These stand in a line of text; everything else begins a new one. */
const INLINE = new Set([
  "a",
  "abbr",
  "b",
  "code",
  "em",
  "i",
  "small",
  "span",
  "strong",
  "sub",
  "sup",
  "time",
]);

const newElement = (tag: string, attributes: string, parent: HtmlElement | null): HtmlElement => ({
  tag,
  attributes: new Map(
    [...attributes.matchAll(ATTRIBUTE)].map(([, name = "", double, single, bare]) => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ""),
    ]),
  ),
  children: [],
  parent,
});

export function parseHtml(source: string): HtmlElement {
  const root = newElement("#document", "", null);
  let current = root;
  let at = 0;
  for (let token = TOKEN.exec(source); token; token = TOKEN.exec(source)) {
    if (token.index > at) current.children.push(decode(source.slice(at, token.index)));
    at = TOKEN.lastIndex;
    const [, closed, opened, attributes = ""] = token;
    if (closed) {
      current = parentOf(current, closed.toLowerCase()) ?? current;
    } else if (opened) {
      const element = newElement(opened.toLowerCase(), attributes, current);
      current.children.push(element);
      if (RAW.has(element.tag)) {
        const end = source.toLowerCase().indexOf(`</${element.tag}`, at);
        at = end === -1 ? source.length : end;
        TOKEN.lastIndex = at;
      }
      if (!VOID.has(element.tag)) current = element;
    }
  }
  TOKEN.lastIndex = 0;
  return root;
}

function parentOf(current: HtmlElement, tag: string): HtmlElement | null {
  for (let element: HtmlElement | null = current; element; element = element.parent) {
    if (element.tag === tag) return element.parent;
  }
  return null;
}

export function descendants(element: HtmlElement, fits: (element: HtmlElement) => boolean): HtmlElement[] {
  return element.children.flatMap((child) =>
    typeof child === "string" ? [] : [...(fits(child) ? [child] : []), ...descendants(child, fits)],
  );
}

export function ancestors(element: HtmlElement): HtmlElement[] {
  return element.parent ? [element.parent, ...ancestors(element.parent)] : [];
}

/** The words of an element as they are read, in one line. */
export function wordsOf(element: HtmlElement): string {
  return rawWords(element).replace(/\s+/g, " ").trim();
}

function rawWords(element: HtmlElement): string {
  if (RAW.has(element.tag)) return "";
  const words = element.children
    .map((child) => (typeof child === "string" ? child : rawWords(child)))
    .join("");
  return INLINE.has(element.tag) ? words : ` ${words} `;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(String(hex), 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[String(name)] ?? whole;
  });
}
