export type Role = "contact" | "presenter" | "coordinator" | "manager" | "analyst";

/** Roles that the team hands out; "contact" comes from a proven mailbox instead. */
export type StaffRole = Exclude<Role, "contact">;

export const STAFF_ROLES: readonly StaffRole[] = ["presenter", "coordinator", "manager", "analyst"];

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  contact: "School contact",
  presenter: "Presenter",
  coordinator: "Coordinator",
  manager: "Manager",
  analyst: "Analyst",
};

export function isStaff(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== "contact");
}
