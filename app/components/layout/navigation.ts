import { paths } from "~/config/paths";
import { isStaff, type Role } from "~/domain/roles";

export type NavigationItem = { href: string; text: string };

type Entry = NavigationItem & { roles: readonly Role[] };

const STAFF_ENTRIES: readonly Entry[] = [
  { href: paths.myDay(), text: "My day", roles: ["presenter"] },
  { href: paths.requests(), text: "Requests", roles: ["coordinator", "manager"] },
  { href: paths.schedule(), text: "Schedule", roles: ["presenter", "coordinator", "manager"] },
  { href: paths.availability(), text: "Availability", roles: ["presenter", "coordinator", "manager"] },
  { href: paths.reach(), text: "Reach", roles: ["coordinator", "manager", "analyst"] },
  { href: paths.coverage(), text: "Coverage", roles: ["coordinator", "manager", "analyst"] },
  { href: paths.admin.home(), text: "Admin", roles: ["manager"] },
];

/** The links at the top for these roles; null is nobody signed in. It hides, it does not protect. */
export function navigationFor(roles: readonly Role[] | null): NavigationItem[] {
  if (roles && isStaff(roles)) {
    return STAFF_ENTRIES.filter((entry) => entry.roles.some((role) => roles.includes(role))).map(
      ({ href, text }) => ({ href, text }),
    );
  }
  const items = [
    { href: paths.request.start(), text: "Ask for a session" },
    { href: paths.materials(), text: "What students will see" },
    { href: paths.help(), text: "Help and reporting" },
  ];
  return roles ? [{ href: paths.bookings(), text: "Your bookings" }, ...items] : items;
}

export function isCurrent(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
