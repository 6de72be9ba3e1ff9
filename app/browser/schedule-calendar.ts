// The calendar of the team: draws what /schedule/events tells, and leads to the page that moves a visit or plans a
// request. It changes nothing itself: what would clash and who is told stands on that page, before anything is saved.
import {
  createCalendar,
  DayGrid,
  Interaction,
  List,
  ResourceTimeline,
  TimeGrid,
  type Calendar,
} from "@event-calendar/core";
import type { CalendarItem, ClosedDays } from "~/domain/calendar-item";

const VIEWS = {
  day: "resourceTimelineDay",
  week: "resourceTimelineWeek",
  hours: "timeGridWeek",
  month: "dayGridMonth",
  list: "listWeek",
} as const;

const ASK_EVERY_MS = 4_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_WEEK_MS = 8 * DAY_MS;
/** More than this nobody reads in a month, and no browser draws quickly: each day then says how much it holds. */
const MOST_BOXES = 250;
/** A presenter's day fits without scrolling from the first register to the evening of a youth club. */
const HOURS = { slotMinTime: "07:00", slotMaxTime: "21:00" };

const TABLE_ROLES = ["table", "row", "rowgroup", "rowheader", "columnheader", "cell", "list", "listitem"];
const LONDON_TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

const root = document.getElementById("schedule-calendar");
const status = document.getElementById("calendar-status");
if (root) start(root);

type Presenter = { id: string; name: string };

function start(root: HTMLElement): void {
  const { events = "", changes = "", plan, day = "", view = "" } = root.dataset;
  const presenters = listOf(JSON.parse(root.dataset.presenters ?? "[]"), isPresenter);
  const closed = listOf(JSON.parse(root.dataset.closed ?? "[]"), isClosedDays);
  const names = new Map(presenters.map(({ id, name }) => [id, name]));
  const filter = new URLSearchParams(location.search);
  const isNarrow = matchMedia("(max-width: 40em)").matches;
  const asked = Object.entries(VIEWS).find(([name]) => name === view)?.[1] ?? VIEWS.week;
  const isAskedFor = filter.has("view");

  const load = async ({ start, end }: Calendar.FetchInfo): Promise<Calendar.EventInput[]> => {
    const query = new URLSearchParams(filter);
    query.set("from", dayText(start));
    query.set("to", dayText(new Date(end.getTime() - 1)));
    const response = await fetch(`${events}?${query.toString()}`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status}`);
    const items = listOf(await response.json(), isItem);
    const isMonth = end.getTime() - start.getTime() > LONGEST_WEEK_MS;
    if (isMonth && items.length > MOST_BOXES) return dayTotals(items, location.pathname);
    return items.map((item) => eventOf(item, names));
  };
  const loadClosed = ({ start, end }: Calendar.FetchInfo): Promise<Calendar.EventInput[]> => {
    const shown = closed.filter(({ fromOn, toOn }) => fromOn < dayText(end) && toOn >= dayText(start));
    return Promise.resolve(shown.map((span) => closedEvent(span, presenters)));
  };

  root.replaceChildren();
  keepRolesHonest(root);
  const calendar = createCalendar(root, [ResourceTimeline, TimeGrid, DayGrid, List, Interaction], {
    view: isNarrow && !isAskedFor ? VIEWS.list : asked,
    date: day,
    locale: "en-GB",
    firstDay: 1,
    height: isNarrow ? "auto" : "42rem",
    nowIndicator: true,
    dayMaxEvents: true,
    editable: false,
    headerToolbar: { start: "prev,next today", center: "title", end: Object.values(VIEWS).join(",") },
    buttonText: {
      prev: "Earlier",
      next: "Later",
      close: "Close",
      today: "Today",
      resourceTimelineDay: "Day by presenter",
      resourceTimelineWeek: "Week by presenter",
      timeGridWeek: "Week",
      dayGridMonth: "Month",
      listWeek: "List",
    },
    eventTimeFormat: (from, until) => (until ? `${timeText(from)} to ${timeText(until)}` : timeText(from)),
    slotLabelFormat: hourText,
    dayHeaderFormat: (date) => headOf(date, closed),
    listDaySideFormat: (date) => closedOn(date, closed).join("; "),
    views: {
      [VIEWS.day]: { ...HOURS, slotWidth: 36, slotDuration: "00:30", snapDuration: "00:05" },
      [VIEWS.week]: { ...HOURS, slotWidth: 24, slotDuration: "01:00", slotLabelInterval: "02:00", snapDuration: "00:05" },
      [VIEWS.hours]: { ...HOURS, slotDuration: "00:30", snapDuration: "00:05", allDaySlot: false },
      [VIEWS.month]: {
        dayHeaderFormat: { weekday: "short" },
        dayCellContent: ({ date }) => [String(date.getDate()), ...closedOn(date, closed)].join(" "),
      },
    },
    resources: presenters.map(({ id, name }) => ({ id, title: name })),
    noEventsContent: "Nothing in these days.",
    eventSources: [{ events: load }, { events: loadClosed }],
    // Ways between visits belong to a row; elsewhere nobody could tell whose they are.
    eventFilter: ({ event, view: { type } }) => event.extendedProps.kind !== "travel" || type.startsWith("resource"),
    eventContent: contentOf,
    eventDidMount: ({ el, event }) => {
      const words = event.extendedProps.words;
      if (typeof words === "string") {
        el.title = words;
        el.setAttribute("aria-label", words);
      }
      // What leads nowhere is no button: absences, ways, visits of others.
      if (typeof event.extendedProps.href !== "string") {
        el.removeAttribute("role");
        el.removeAttribute("tabindex");
      }
    },
    eventClick: ({ event }) => follow(event.extendedProps.href),
    eventDrop: ({ event, oldResource, newResource, revert }) => {
      revert();
      const swapped = oldResource && newResource && oldResource.id !== newResource.id;
      move(event, swapped ? { from: oldResource.id, to: newResource.id } : {});
    },
    eventResize: ({ event, oldEvent, revert }) => {
      revert();
      move(event, { longer: String((event.end.getTime() - oldEvent.end.getTime()) / 60_000) });
    },
    datesSet: ({ view: { type, currentStart } }) => keepAddress(type, dayText(currentStart)),
  });

  if (plan !== undefined) letRequestsBeDragged(root, calendar, plan);
  watch(changes, () => {
    calendar.refetchEvents();
    void renewWaitingList();
  });
}

function has<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === "object" && value !== null && key in value;
}

function isPresenter(value: unknown): value is Presenter {
  return has(value, "id") && has(value, "name");
}

function isClosedDays(value: unknown): value is ClosedDays {
  return has(value, "fromOn") && has(value, "toOn");
}

function isItem(value: unknown): value is CalendarItem {
  return has(value, "kind") && has(value, "start");
}

function versionIn(value: unknown): string {
  return has(value, "version") ? String(value.version) : "";
}

/** What our own pages and answers hold, without what an older or newer version of them would. */
function listOf<Entry>(value: unknown, isEntry: (entry: unknown) => entry is Entry): Entry[] {
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function eventOf(item: CalendarItem, names: ReadonlyMap<string, string>): Calendar.EventInput {
  const common = { id: `${item.kind} ${item.id}`, start: item.start, end: item.end };
  if (item.kind === "visit") {
    const { kind, words, href, moveHref, firstStartMinute, status: state } = item;
    const prefix = state === "completed" ? "Given: " : state === "cancelled" ? "Cancelled: " : "";
    return {
      ...common,
      title: prefix + item.title,
      resourceIds: item.presenterIds,
      startEditable: moveHref !== null,
      durationEditable: moveHref !== null,
      classNames: [`app-cal--${state}`],
      extendedProps: { kind, words, href, moveHref, firstStartMinute },
    };
  }
  const { kind, title, presenterId } = item;
  const who = names.get(presenterId) ?? "";
  return {
    ...common,
    title,
    resourceIds: [presenterId],
    startEditable: false,
    durationEditable: false,
    classNames: [`app-cal--${kind}`],
    extendedProps: { kind, who, words: `${who}: ${title}` },
  };
}

/** One box a day: how many visits it has, leading to the day by presenter. */
function dayTotals(items: readonly CalendarItem[], page: string): Calendar.EventInput[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (item.kind !== "visit") continue;
    const day = item.start.slice(0, 10);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].map(([day, count]) => {
    const title = count === 1 ? "1 visit" : `${count} visits`;
    const query = new URLSearchParams(location.search);
    query.set("view", "day");
    query.set("day", day);
    const href = `${page}?${query.toString()}`;
    return {
      id: `day ${day}`,
      title,
      start: day,
      end: dayText(new Date(new Date(`${day}T12:00:00`).getTime() + DAY_MS)),
      allDay: true,
      startEditable: false,
      durationEditable: false,
      classNames: ["app-cal--scheduled"],
      extendedProps: { kind: "total", words: `${title}: show the day by presenter`, href },
    };
  });
}

function closedEvent({ title, fromOn, toOn }: ClosedDays, presenters: readonly Presenter[]): Calendar.EventInput {
  return {
    id: `closed ${fromOn} ${title}`,
    start: fromOn,
    end: dayText(new Date(new Date(`${toOn}T12:00:00`).getTime() + DAY_MS)),
    allDay: true,
    display: "background",
    resourceIds: presenters.map(({ id }) => id),
    classNames: ["app-cal--closed"],
    extendedProps: { kind: "closed", words: title },
  };
}

/** In a presenter's own row the name goes without saying. */
function contentOf({ event, timeText: time, view }: Calendar.EventContentInfo): Calendar.Content | undefined {
  const { who, kind } = event.extendedProps;
  if (kind === "closed" || kind === "travel") return "";
  if (kind === "total") return undefined;
  const title = typeof event.title === "string" ? event.title : "";
  const inRow = view.type.startsWith("resource");
  const text = typeof who === "string" && who !== "" && !inRow ? `${who}: ${title}` : title;
  const nodes = [line("ec-event-time", time), line("ec-event-title", text)];
  return { domNodes: nodes };
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.textContent = text;
  return element;
}

function move(event: Calendar.Event, change: Record<string, string>): void {
  const { moveHref, firstStartMinute } = event.extendedProps;
  if (typeof moveHref !== "string" || typeof firstStartMinute !== "number") return;
  const firstStart = new Date(event.start.getTime() + firstStartMinute * 60_000);
  const query = new URLSearchParams({ day: dayText(event.start), start: timeText(firstStart), ...change });
  location.assign(`${moveHref}?${query.toString()}`);
}

function follow(href: unknown): void {
  if (typeof href === "string") location.assign(href);
}

/**
 * The calendar calls itself a table, but its boxes lie in no cells (WAI-ARIA 1.2, required owned elements). Each box says
 * by itself when, where and who: the roles go, and it is a group with a name.
 */
function keepRolesHonest(root: HTMLElement): void {
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Calendar");
  let isDue = false;
  const strip = () => {
    isDue = false;
    for (const element of root.querySelectorAll(TABLE_ROLES.map((role) => `[role=${role}]`).join())) {
      element.removeAttribute("role");
      element.removeAttribute("aria-colspan");
      element.removeAttribute("aria-colindex");
    }
  };
  // Once a frame: a month of visits is drawn in thousands of small changes.
  const stripSoon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(strip);
  };
  new MutationObserver(stripSoon).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] });
  strip();
}

/** The browser's own dragging, from the list beside the calendar onto a day or a presenter's row. */
function letRequestsBeDragged(root: HTMLElement, calendar: Calendar, requests: string): void {
  let reference: string | undefined;
  document.addEventListener("dragstart", (event) => {
    const entry = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-reference]") : null;
    reference = entry?.dataset.reference;
    if (reference !== undefined) event.dataTransfer?.setData("text/plain", reference);
  });
  document.addEventListener("dragend", () => (reference = undefined));
  root.addEventListener("dragover", (event) => {
    if (reference !== undefined) event.preventDefault();
  });
  root.addEventListener("drop", (event) => {
    const at = calendar.dateFromPoint(event.clientX, event.clientY);
    if (reference === undefined || !at) return;
    event.preventDefault();
    const query = new URLSearchParams({ day: dayText(at.date) });
    if (!at.allDay) query.set("start", timeText(at.date));
    if (at.resource) query.set("presenters", at.resource.id);
    location.assign(`${requests}/${encodeURIComponent(reference)}/plan?${query.toString()}`);
  });
}

/** What is shown stands in the address, so that it can be kept, sent and come back to. */
function keepAddress(type: string, day: string): void {
  const view = Object.entries(VIEWS).find(([, name]) => name === type)?.[0] ?? "week";
  const url = new URL(location.href);
  url.searchParams.set("view", view);
  url.searchParams.set("day", day);
  history.replaceState(null, "", url);
  for (const [name, value] of [["view", view], ["day", day]] as const) {
    const field = document.querySelector<HTMLInputElement>(`.app-calendar-filter input[name=${name}]`);
    if (field) field.value = value;
  }
}

/** Asks every few seconds while somebody looks, whether anything has changed. */
function watch(url: string, onChange: () => void): void {
  let known: string | undefined;
  let failures = 0;
  const ask = async (): Promise<void> => {
    if (document.hidden) return;
    try {
      const response = await fetch(url, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${response.status}`);
      const version = versionIn(await response.json());
      if (known !== undefined && known !== version) {
        onChange();
        say(`Changed by somebody, and up to date again at ${LONDON_TIME.format(new Date())}.`);
      } else if (failures > 1) say("");
      known = version;
      failures = 0;
    } catch {
      failures += 1;
      if (failures > 1) say("The service cannot be reached. What you see may be out of date; it tries again by itself.");
    }
  };
  const loop = async (): Promise<void> => {
    await ask();
    setTimeout(() => void loop(), ASK_EVERY_MS);
  };
  document.addEventListener("visibilitychange", () => void ask());
  void loop();
}

async function renewWaitingList(): Promise<void> {
  const list = document.querySelector(".app-waiting");
  if (!list) return;
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const renewed = page.querySelector(".app-waiting");
  if (renewed) list.replaceWith(renewed);
}

function say(text: string): void {
  if (status) status.textContent = text;
}

function closedOn(date: Date, closed: readonly ClosedDays[]): string[] {
  const day = dayText(date);
  return closed.filter(({ fromOn, toOn }) => fromOn <= day && day <= toOn).map(({ title }) => title);
}

function headOf(date: Date, closed: readonly ClosedDays[]): Calendar.Content {
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(date);
  return { domNodes: [line("app-cal-day", day), ...closedOn(date, closed).map((title) => line("app-cal-note", title))] };
}

/** The calendar's dates carry London's wall clock in the browser's own: what is shown is what is read. */
function dayText(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function hourText(date: Date): string {
  return date.getMinutes() === 0 ? String(date.getHours()) : "";
}

function timeText(date: Date): string {
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}
