// Suggests schools while one types: a combobox with a list (WAI-ARIA APG, "editable combobox with list autocomplete").
// It adds to the plain search form, which goes on working when this fails or the network does.

type School = { id: string; name: string; town: string; postcode: string };

const SHORTEST = 2;
const PAUSE_MS = 150;
const NOTHING_FOUND =
  "Nothing found so far. Check the spelling, or try the town or postcode. If it is not listed, say so below.";
const LIST_ID = "q-list";

const input = document.querySelector<HTMLInputElement>("input[name=q]");
const form = input?.form;
const button = form?.querySelector<HTMLButtonElement>("button");
const url = document.querySelector<HTMLElement>("script[data-school-search]")?.dataset.schoolSearch;
if (input && form && button && url) suggest(input, form, button, url);

function suggest(input: HTMLInputElement, form: HTMLFormElement, button: HTMLButtonElement, url: string): void {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const chosen = document.createElement("input");
  const search = button.textContent;
  let schools: School[] = [];
  let active = -1;
  let pause = 0;
  let asking: AbortController | undefined;

  list.id = LIST_ID;
  list.className = "app-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Schools and settings");
  status.className = "app-suggestions-status govuk-hint";
  status.setAttribute("role", "status");
  chosen.type = "hidden";
  chosen.name = "schoolId";
  // A search field clears itself on Escape, and has a role of its own.
  input.type = "text";
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", LIST_ID);
  input.setAttribute("aria-expanded", "false");
  input.after(list, status);

  input.addEventListener("input", () => {
    unchoose();
    stop();
    if (input.value.trim().length < SHORTEST) show([], "");
    else pause = window.setTimeout(() => void ask(input.value.trim()), PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (schools.length === 0) return;
      event.preventDefault();
      open(true);
      // One more place than there are schools: the field itself, where the typing goes on.
      const places = schools.length + 1;
      activate(((active + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places) - 1);
    } else if (event.key === "Enter") {
      const school = list.hidden ? undefined : schools[active];
      if (!school) return;
      event.preventDefault();
      choose(school);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      stop();
      open(false);
    }
  });
  // The field keeps the focus and a phone its keyboard.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest("li") : null;
    const school = option && schools[[...list.children].indexOf(option)];
    if (school) choose(school);
  });
  // Who has left the field is on the way to the button: what came late would push it from under the pointer.
  input.addEventListener("blur", stop);
  form.addEventListener("submit", stop);

  async function ask(text: string): Promise<void> {
    const controller = new AbortController();
    asking = controller;
    try {
      const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`, { signal: controller.signal });
      const { schools: found, more } = readAnswer(answer.ok ? await answer.json() : null);
      if (!controller.signal.aborted) show(found, wordsFor(found.length, more));
    } catch {
      // The plain form is still there.
      if (!controller.signal.aborted) show([], "");
    }
  }

  function wordsFor(count: number, more: boolean): string {
    if (count === 0) return NOTHING_FOUND;
    if (more) return `The nearest ${count} are shown. Add the town or postcode to narrow it down.`;
    return count === 1 ? "1 found." : `${count} found.`;
  }

  function stop(): void {
    window.clearTimeout(pause);
    asking?.abort();
  }

  function show(found: School[], words: string): void {
    schools = found;
    list.replaceChildren(...found.map(optionFor));
    status.textContent = words;
    activate(-1);
    open(found.length > 0);
  }

  function open(isOpen: boolean): void {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) activate(-1);
  }

  function activate(index: number): void {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function choose(school: School): void {
    stop();
    input.value = [school.name, school.town, school.postcode].filter((part) => part !== "").join(", ");
    chosen.value = school.id;
    form.append(chosen);
    form.method = "post";
    button.textContent = "Continue";
    show([], "Selected. Press Continue, or type again to change it.");
    input.focus();
  }

  function unchoose(): void {
    if (!chosen.isConnected) return;
    chosen.remove();
    form.method = "get";
    button.textContent = search;
    status.textContent = "";
  }
}

/** What is not as our own address answers it is a failure like any other. */
function readAnswer(answer: unknown): { schools: School[]; more: boolean } {
  if (typeof answer !== "object" || answer === null) throw new Error("No answer");
  if (!("schools" in answer) || !Array.isArray(answer.schools)) throw new Error("Not an answer");
  return { schools: answer.schools.filter(isSchool), more: "more" in answer && answer.more === true };
}

function isSchool(value: unknown): value is School {
  if (typeof value !== "object" || value === null) return false;
  return ["id", "name", "town", "postcode"].every((key) => typeof Reflect.get(value, key) === "string");
}

function optionFor(school: School, index: number): HTMLLIElement {
  const option = document.createElement("li");
  const where = document.createElement("span");
  option.id = `${LIST_ID}-${index}`;
  option.className = "app-suggestions__option";
  option.setAttribute("role", "option");
  where.className = "app-suggestions__where";
  where.textContent = [school.town, school.postcode].filter((part) => part !== "").join(", ");
  // The comma is for those who hear it.
  option.append(school.name, where.textContent === "" ? "" : ", ", where);
  return option;
}

export {};
