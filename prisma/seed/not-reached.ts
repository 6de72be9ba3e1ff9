import { addDays, dayOf, instantAt } from "~/lib/london-time";
import { noteApproach } from "~/services/approach-school.server";
import type { Deps } from "~/services/deps";
import { enterPast } from "~/services/enter-past.server";
import { savePriorityArea } from "~/services/save-priority-area.server";
import { idOf, type Staff } from "./office";
import { schoolOf } from "./schools";

/** Sessions from before this service: days ago, and how many of year 9 were there. */
const LONG_AGO = [
  { key: "furlongs", daysAgo: 600, attended: 134 },
  { key: "cooperage", daysAgo: 1_500, attended: 110 },
] as const;

/** Where the team asks next: schools of long ago, one asked on the phone yesterday, and an area to look at first. */
export async function leaveSomeUnreached(now: Date, staff: Staff, depsAt: (at: Date) => Deps): Promise<void> {
  const [today, manager] = [dayOf(now), { kind: "staff" as const, accountId: idOf(staff, "helen") }];
  const deps = depsAt(now);
  for (const { key, daysAgo, attended } of LONG_AGO) {
    const session = {
      school: schoolOf(key).name,
      on: addDays(today, -daysAgo),
      format: "assembly",
      yearGroup: "9" as const,
      attended,
      novelty: { kind: "new" as const },
      group: "",
      basis: "school_register" as const,
      minutes: null,
      funder: "",
      campaign: "",
    };
    const entered = await enterPast({ session, enteredById: manager.accountId }, deps);
    if (!entered.ok) throw new Error(`${key} of long ago: ${entered.refusal.reason}`);
  }
  const { easting, northing } = schoolOf("harebell");
  const saved = await savePriorityArea(
    {
      existing: null,
      words: { name: "Example area", reason: "Invented for the demonstration.", startsOn: null, endsOn: null, nearMetres: 500 },
      shape: { kind: "circle", centre: { kind: "point", easting, northing }, radiusMetres: 900 },
      actor: manager,
    },
    deps,
  );
  if (!saved.ok) throw new Error(`The example area: ${saved.reason}`);
  const millrace = await deps.db.school.findFirstOrThrow({ where: { name: schoolOf("millrace").name }, select: { id: true } });
  const coordinator = { kind: "staff" as const, accountId: idOf(staff, "judith") };
  const yesterday = depsAt(instantAt(addDays(today, -1), 11 * 60));
  const noted = await noteApproach({ schoolId: millrace.id, way: "phone", actor: coordinator }, yesterday);
  if (!noted.ok) throw new Error("The call to a school could not be noted");
}
