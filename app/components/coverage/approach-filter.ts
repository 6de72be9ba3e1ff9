import type { ApproachQuery } from "~/config/paths";
import type { ApproachFilter } from "~/domain/approach";

/** A filter as it stands in an address. */
export function approachQuery({ district, need, near, all }: ApproachFilter): ApproachQuery {
  return {
    ...(district === null ? {} : { district }),
    ...(need === null ? {} : { need }),
    ...(near ? { near: "yes" } : {}),
    ...(all ? { show: "all" } : {}),
  };
}
