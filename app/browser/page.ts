// What pages without React need from a script, and all work without it. Markup is govuk-frontend's; its own
// modules would be four times this size.

const DOUBLE_CLICK_MS = 1_000;

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const button of document.querySelectorAll<HTMLButtonElement>(".govuk-js-service-navigation-toggle")) {
  const menu = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (menu) collapseOnNarrowScreens(button, menu);
}

for (const message of document.querySelectorAll<HTMLElement>(
  ".govuk-error-summary, .govuk-notification-banner[role=alert]",
)) {
  focusOnce(message);
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest(".govuk-error-summary a[href^='#']");
  if (link && focusField(link.getAttribute("href")?.slice(1) ?? "")) event.preventDefault();
});

const lastSubmits = new WeakMap<EventTarget, number>();
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!event.target || button?.dataset.preventDoubleClick !== "true") return;
  const last = lastSubmits.get(event.target);
  if (last !== undefined && event.timeStamp - last < DOUBLE_CLICK_MS) event.preventDefault();
  else lastSubmits.set(event.target, event.timeStamp);
});

function collapseOnNarrowScreens(button: HTMLButtonElement, menu: HTMLElement): void {
  const wide = window.matchMedia("(min-width: 40.0625em)");
  let open = false;
  const show = () => {
    button.hidden = wide.matches;
    button.toggleAttribute("aria-hidden", false);
    button.setAttribute("aria-expanded", String(open));
    menu.hidden = !wide.matches && !open;
  };
  button.addEventListener("click", () => {
    open = !open;
    show();
  });
  wide.addEventListener("change", show);
  show();
}

function focusOnce(element: HTMLElement): void {
  element.tabIndex = -1;
  element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  element.focus();
}

/** Brings the field's question into view with the field, not the field alone. */
function focusField(id: string): boolean {
  const field = document.getElementById(id);
  if (!field) return false;
  const legend = field.closest("fieldset")?.querySelector("legend");
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  (legend ?? label ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
  return true;
}
export {};
