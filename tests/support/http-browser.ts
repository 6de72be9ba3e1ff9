import { ancestors, descendants, parseHtml, wordsOf, type HtmlElement } from "./html-reader";

/** One answer of the service; redirects that were followed stand in order, the page itself last. */
export type Answer = { status: number; path: string; location: string | null };

export type Page = {
  status: number;
  /** Path and query of the page that was reached. */
  path: string;
  answers: Answer[];
  headers: Headers;
  body: string;
  document: HtmlElement;
};

/**
 * What is entered, by what people read: the label, with the legends around it where needed ("First choice > Date >
 * Day"). Radios and checkboxes are named by their legend and answered with the texts of the choices.
 */
export type Entries = Readonly<Record<string, string | readonly string[] | boolean>>;

export type Submission = { method: "get" | "post"; path: string; fields: (readonly [string, string])[] };

export type Browser = {
  open: (path: string, options?: { follow?: boolean }) => Promise<Page>;
  /** Fills in the form that the button belongs to and presses the button. */
  press: (page: Page, button: string, entries?: Entries) => Promise<Page>;
  send: (submission: Submission, headers?: Readonly<Record<string, string | null>>) => Promise<Page>;
};

const MOST_REDIRECTS = 10;

/** A browser without JavaScript: keeps cookies, follows redirects and sends forms with the Origin of their page. */
export function openBrowser(origin: string, userAgent: string): Browser {
  const cookies = new Map<string, string>();

  async function fetchOnce(method: string, path: string, body: URLSearchParams | null, headers: Headers) {
    headers.set("User-Agent", userAgent);
    headers.set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    if (cookies.size > 0)
      headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${origin}${path}`, { method, headers, body, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  }

  function keep(line: string) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const [name = "", ...value] = pair.split("=");
    const until = attributes.find((each) => /^expires=/i.test(each))?.slice("expires=".length);
    const isOver =
      attributes.some((each) => /^max-age=0$/i.test(each)) || (until && Date.parse(until) < Date.now());
    if (isOver) cookies.delete(name);
    else cookies.set(name, value.join("="));
  }

  async function go(
    method: string,
    path: string,
    body: URLSearchParams | null,
    headers: Headers,
    follow: boolean,
  ) {
    const answers: Answer[] = [];
    let response = await fetchOnce(method, path, body, headers);
    let at = path;
    for (;;) {
      const location = response.headers.get("Location");
      answers.push({ status: response.status, path: at, location });
      if (!follow || location === null || response.status < 300 || response.status > 399) break;
      if (answers.length > MOST_REDIRECTS) throw new Error(`Too many redirects, the last to ${location}`);
      const next = new URL(location, `${origin}${at}`);
      if (next.origin !== origin) throw new Error(`Sent away from the service, to ${next.origin}`);
      await response.body?.cancel();
      at = `${next.pathname}${next.search}`;
      response = await fetchOnce("GET", at, null, new Headers());
    }
    const text = await response.text();
    const isHtml = (response.headers.get("Content-Type") ?? "").includes("html");
    return {
      status: response.status,
      path: at,
      answers,
      headers: response.headers,
      body: text,
      document: parseHtml(isHtml ? text : ""),
    };
  }

  const browser: Browser = {
    open: (path, { follow = true } = {}) => go("GET", path, null, new Headers(), follow),
    press: (page, button, entries = {}) => browser.send(fillIn(page, button, entries)),
    send({ method, path, fields }, changed = {}) {
      const values = new URLSearchParams(fields.map(([name, value]) => [name, value]));
      if (method === "get")
        return go("GET", `${path.split("?")[0] ?? ""}?${values.toString()}`, null, new Headers(), true);
      const headers = new Headers({ Origin: origin, "Sec-Fetch-Site": "same-origin" });
      for (const [name, value] of Object.entries(changed)) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      return go("POST", path, values, headers, true);
    },
  };
  return browser;
}

export function headingOf(page: Page): string {
  const [heading] = descendants(page.document, ({ tag }) => tag === "h1");
  return heading ? wordsOf(heading) : "";
}

/** Everything that stands in the main part of a page, in one line. */
export function mainWords(page: Page): string {
  const [main] = descendants(page.document, ({ tag }) => tag === "main");
  return wordsOf(main ?? page.document);
}

export function hrefOf(page: Page, text: string): string {
  const links = descendants(
    page.document,
    (element) => element.tag === "a" && wordsOf(element).startsWith(text),
  );
  const href = links[0]?.attributes.get("href");
  if (href === undefined)
    throw new Error(`There is no link “${text}” on ${page.path} (“${headingOf(page)}”)`);
  return href;
}

/** What a summary list says about a key. */
export function factOf(page: Page, key: string): string {
  const rows = descendants(page.document, ({ tag }) => tag === "dt");
  const row = rows.find((element) => wordsOf(element) === key);
  const next = row?.parent?.children.find((child) => typeof child !== "string" && child.tag === "dd");
  if (next === undefined || typeof next === "string") throw new Error(`“${key}” is not told on ${page.path}`);
  return wordsOf(next);
}

/** The texts of the buttons with this name, in their order. */
export function buttonsNamed(page: Page, name: string): string[] {
  return buttonsOf(page)
    .filter((button) => button.attributes.get("name") === name)
    .map(wordsOf);
}

/** The choices under a legend. */
export function choicesOf(page: Page, legend: string): string[] {
  return descendants(page.document, ({ tag }) => tag === "fieldset")
    .filter((fieldset) => legendOf(fieldset) === legend)
    .flatMap((fieldset) => descendants(fieldset, isControl).filter(isChoice))
    .map((control) => labelOf(page, control));
}

/** The rows of the table with this caption, each as its cells. */
export function rowsOf(page: Page, caption: string): string[][] {
  const table = descendants(page.document, ({ tag }) => tag === "table").find((each) =>
    descendants(each, ({ tag }) => tag === "caption").some((element) => wordsOf(element).startsWith(caption)),
  );
  const [body] = table ? descendants(table, ({ tag }) => tag === "tbody") : [];
  const rows = body ? descendants(body, ({ tag }) => tag === "tr") : [];
  return rows.map((row) => descendants(row, ({ tag }) => tag === "td" || tag === "th").map(wordsOf));
}

type Control = {
  element: HtmlElement;
  name: string;
  kind: "text" | "choice" | "select";
  legends: string[];
  label: string;
  value: string;
  checked: boolean;
};

/** What a browser would send when this button is pressed with these entries. */
export function fillIn(page: Page, buttonText: string, entries: Entries = {}): Submission {
  const button = findButton(page, buttonText);
  const form = formOf(page, button);
  const controls = controlsOf(page, form);
  for (const [key, entry] of Object.entries(entries)) enter(controls, key.split(" > "), entry, page);
  const fields = controls
    .filter(({ kind, checked, name }) => name !== "" && (kind !== "choice" || checked))
    .map(({ name, value }) => [name, value] as const);
  const pressed = button.attributes.get("name");
  if (pressed) fields.push([pressed, button.attributes.get("value") ?? ""]);
  const action = button.attributes.get("formaction") ?? form.attributes.get("action") ?? "";
  const target = new URL(action, `http://page${page.path}`);
  const method = form.attributes.get("method")?.toLowerCase() === "post" ? "post" : "get";
  return { method, path: `${target.pathname}${target.search}`, fields };
}

function enter(controls: readonly Control[], parts: readonly string[], entry: Entries[string], page: Page) {
  if (typeof entry === "boolean") {
    for (const box of best(controls, parts, (control) => [...control.legends, control.label], page))
      box.checked = entry;
    return;
  }
  const isGroup =
    typeof entry !== "string" ||
    !controls.some((each) => each.kind !== "choice" && rank(pathOf(each), parts) > 0);
  const found = best(
    controls.filter(({ kind }) => (kind === "choice") === isGroup),
    parts,
    isGroup ? ({ legends }) => legends : pathOf,
    page,
  );
  if (isGroup) choose(found, typeof entry === "string" ? [entry] : entry, page);
  else
    for (const control of found)
      control.value = control.kind === "select" ? optionOf(control, String(entry), page) : String(entry);
}

const pathOf = ({ legends, label }: Control): string[] => [...legends, label];

/** The one field, or the one group of choices, that the parts name; an exact name comes before one that begins so. */
function best(
  controls: readonly Control[],
  parts: readonly string[],
  pathOfControl: (control: Control) => readonly string[],
  page: Page,
): Control[] {
  const ranked = controls.map((control) => ({ control, points: rank(pathOfControl(control), parts) }));
  const most = Math.max(0, ...ranked.map(({ points }) => points));
  const found = ranked.filter(({ points }) => points > 0 && points === most).map(({ control }) => control);
  if (new Set(found.map(({ name }) => name)).size === 1) return found;
  const known = [...new Set(controls.map((control) => pathOf(control).join(" > ")))].join("; ");
  const problem = found.length === 0 ? "There is no" : "There is more than one";
  throw new Error(`${problem} field “${parts.join(" > ")}” on ${page.path}. There are: ${known}`);
}

/** 0: does not fit, 1: fits, 2: fits word for word. The last part names the field, those before it stand around it. */
function rank(path: readonly string[], parts: readonly string[]): number {
  const [name = "", own = ""] = [path.at(-1), parts.at(-1)];
  if (!name.startsWith(own)) return 0;
  const around = parts.slice(0, -1);
  const outside = path.slice(0, -1);
  if (name === own && around.every((part) => outside.includes(part))) return 2;
  return around.every((part) => outside.some((legend) => legend.includes(part))) ? 1 : 0;
}

function choose(group: readonly Control[], labels: readonly string[], page: Page) {
  for (const control of group) control.checked = false;
  for (const label of labels) {
    const chosen =
      group.find((each) => each.label === label) ?? group.find((each) => each.label.startsWith(label));
    if (!chosen) {
      const offered = group.map((each) => each.label).join("; ");
      throw new Error(`“${label}” cannot be chosen on ${page.path}. There are: ${offered}`);
    }
    chosen.checked = true;
  }
}

function optionOf({ element, label }: Control, text: string, page: Page): string {
  const options = descendants(element, ({ tag }) => tag === "option");
  const option =
    options.find((each) => wordsOf(each) === text) ?? options.find((each) => wordsOf(each).includes(text));
  if (option) return option.attributes.get("value") ?? wordsOf(option);
  throw new Error(
    `“${text}” cannot be selected as “${label}” on ${page.path}. There are: ${options.map(wordsOf).join("; ")}`,
  );
}

function buttonsOf(page: Page): HtmlElement[] {
  return descendants(
    page.document,
    ({ tag, attributes }) => tag === "button" && (attributes.get("type") ?? "submit") === "submit",
  );
}

function findButton(page: Page, text: string): HtmlElement {
  const buttons = buttonsOf(page).filter((button) => wordsOf(button) === text);
  const [button] = buttons;
  if (button && buttons.length === 1) return button;
  const problem = button ? "There is more than one" : "There is no";
  const all = buttonsOf(page).map(wordsOf).join("; ");
  throw new Error(
    `${problem} button “${text}” on ${page.path} (${page.status}, “${headingOf(page)}”). There are: ${all}`,
  );
}

function formOf(page: Page, button: HtmlElement): HtmlElement {
  const id = button.attributes.get("form");
  const form =
    id === undefined
      ? ancestors(button).find(({ tag }) => tag === "form")
      : descendants(page.document, ({ tag, attributes }) => tag === "form" && attributes.get("id") === id)[0];
  if (!form) throw new Error(`The button “${wordsOf(button)}” on ${page.path} belongs to no form`);
  return form;
}

function controlsOf(page: Page, form: HtmlElement): Control[] {
  return descendants(form, isControl)
    .filter(({ attributes }) => !attributes.has("disabled"))
    .map((element) => ({
      element,
      name: element.attributes.get("name") ?? "",
      kind:
        element.tag === "select"
          ? ("select" as const)
          : isChoice(element)
            ? ("choice" as const)
            : ("text" as const),
      legends: ancestors(element)
        .filter(({ tag }) => tag === "fieldset")
        .map(legendOf)
        .reverse(),
      label: labelOf(page, element),
      value: valueOf(element),
      checked: element.attributes.has("checked"),
    }));
}

function isControl({ tag, attributes }: HtmlElement): boolean {
  if (tag === "input")
    return !["submit", "button", "reset", "image"].includes(attributes.get("type") ?? "text");
  return tag === "select" || tag === "textarea";
}

function isChoice({ tag, attributes }: HtmlElement): boolean {
  return tag === "input" && ["radio", "checkbox"].includes(attributes.get("type") ?? "");
}

function valueOf(element: HtmlElement): string {
  if (element.tag === "textarea")
    return element.children.filter((child) => typeof child === "string").join("");
  if (element.tag !== "select") return element.attributes.get("value") ?? (isChoice(element) ? "on" : "");
  const options = descendants(element, ({ tag }) => tag === "option");
  const chosen = options.find(({ attributes }) => attributes.has("selected")) ?? options[0];
  return chosen ? (chosen.attributes.get("value") ?? wordsOf(chosen)) : "";
}

function legendOf(fieldset: HtmlElement): string {
  const legend = fieldset.children.find((child) => typeof child !== "string" && child.tag === "legend");
  return legend === undefined || typeof legend === "string" ? "" : wordsOf(legend);
}

function labelOf(page: Page, control: HtmlElement): string {
  const id = control.attributes.get("id");
  if (id === undefined) return "";
  const [label] = descendants(
    page.document,
    ({ tag, attributes }) => tag === "label" && attributes.get("for") === id,
  );
  return label ? wordsOf(label) : "";
}
