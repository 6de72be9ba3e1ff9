import { parseArgs } from "node:util";
import { findAccountByEmail, listStaff } from "~/data/accounts.server";
import type { Db } from "~/data/db.server";
import { ROLE_LABELS, STAFF_ROLES, type StaffRole } from "~/domain/roles";
import { formatInstant } from "~/lib/london-time";
import { emailSchema } from "~/schemas/sign-in";
import { grantRole, removeRole } from "~/services/grant-role.server";

export const STAFF_USAGE = `Usage: npm run staff -- COMMAND

  add EMAIL --role ROLE [--name "NAME"]   give somebody a role; --role may be repeated
  remove EMAIL [--role ROLE]              take a role away; without --role all of them
  list                                    who holds which role

Roles: ${STAFF_ROLES.join(", ")}`;

type Command =
  | { do: "add"; email: string; roles: StaffRole[]; name: string | undefined }
  | { do: "remove"; email: string; roles: StaffRole[] }
  | { do: "list" };

export type StaffCommandReading = { ok: true; command: Command } | { ok: false; message: string };

/** Reads the words of the command line; needs no database, so that a mistyped command is told at once. */
export function readStaffCommand(words: readonly string[]): StaffCommandReading {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { role: { type: "string", multiple: true }, name: { type: "string" } },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  const [what, address, ...rest] = parsed.positionals;
  if (what === undefined) return refuse("Say what to do: add, remove or list.");
  if (rest.length > 0) return refuse(`This was not understood: ${rest.join(" ")}`);
  if (what === "list" && address === undefined) return { ok: true, command: { do: "list" } };
  if (what !== "add" && what !== "remove") return refuse(`There is no command "${words.join(" ")}".`);

  if (address === undefined)
    return refuse(`Whom? Name an address: npm run staff -- ${what} name@example.org`);
  const email = emailSchema.safeParse(address);
  if (!email.success) return refuse(`"${address}" is not an e-mail address.`);
  const named = parsed.values.role ?? [];
  const roles = STAFF_ROLES.filter((role) => named.includes(role));
  const unknown = named.find((name) => !STAFF_ROLES.some((role) => role === name));
  if (unknown !== undefined) return refuse(`There is no role "${unknown}".`);
  if (what === "remove") return { ok: true, command: { do: "remove", email: email.data, roles } };
  if (roles.length === 0) return refuse("Name the role: --role manager");
  return { ok: true, command: { do: "add", email: email.data, roles, name: parsed.values.name } };
}

/** Carries a command out and answers the exit code. Doing it twice is the same as once. */
export async function runStaffCommand(
  command: Command,
  deps: { db: Db; now: () => Date },
  say: (line: string) => void,
): Promise<number> {
  switch (command.do) {
    case "list":
      return list(deps.db, say);
    case "add":
      return add(command, deps, say);
    case "remove":
      return remove(command, deps, say);
  }
}

async function list(db: Db, say: (line: string) => void): Promise<number> {
  const staff = await listStaff(db);
  if (staff.length === 0)
    say("Nobody holds a role yet. Begin with: npm run staff -- add EMAIL --role manager");
  for (const { email, name, roles, disabledAt, lastSeenAt } of staff) {
    const seen = lastSeenAt ? `last seen ${formatInstant(lastSeenAt)}` : "never signed in";
    say([email, name || "(no name)", roles.join(", "), disabledAt ? "account closed" : seen].join("  |  "));
  }
  return 0;
}

async function add(
  command: { email: string; roles: StaffRole[]; name: string | undefined },
  deps: { db: Db; now: () => Date },
  say: (line: string) => void,
): Promise<number> {
  const { email, roles, name } = command;
  for (const role of roles) {
    const result = await grantRole({ email, role, name, actor: { kind: "system" } }, deps);
    if (!result.ok) {
      say(
        result.reason === "name_missing"
          ? `A presenter needs a name, which schools read: npm run staff -- add ${email} --role presenter --name "NAME"`
          : `The account of ${email} is closed. Open it again before giving it a role.`,
      );
      return 1;
    }
    say(
      result.changed ? `${email} is now: ${ROLE_LABELS[role]}` : `${email} was already: ${ROLE_LABELS[role]}`,
    );
  }
  return 0;
}

async function remove(
  command: { email: string; roles: StaffRole[] },
  deps: { db: Db; now: () => Date },
  say: (line: string) => void,
): Promise<number> {
  const { email } = command;
  const account = await findAccountByEmail(deps.db, email);
  if (!account) {
    say(`Nobody is known by the address ${email}.`);
    return 1;
  }
  const roles = command.roles.length > 0 ? command.roles : account.roles;
  if (roles.length === 0) say(`${email} holds no role.`);
  let refused = false;
  for (const role of roles) {
    const result = await removeRole({ email, role, actor: { kind: "system" } }, deps);
    refused ||= !result.ok;
    say(wordsFor(email, role, result));
  }
  return refused ? 1 : 0;
}

function wordsFor(email: string, role: StaffRole, result: Awaited<ReturnType<typeof removeRole>>): string {
  const label = ROLE_LABELS[role];
  if (result.ok) return result.changed ? `${email} is no longer: ${label}` : `${email} was not: ${label}`;
  switch (result.reason) {
    case "unknown_account":
      return `Nobody is known by the address ${email}.`;
    case "last_manager":
      return `${email} is the only manager. Give somebody else the role first.`;
    case "has_visits":
      return `${email} still has ${result.visits} visits ahead. Give them to other presenters first.`;
  }
}

function refuse(message: string): StaffCommandReading {
  return { ok: false, message: `${message}\n\n${STAFF_USAGE}` };
}
