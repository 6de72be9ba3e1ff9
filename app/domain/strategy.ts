/** What several programme years in a row are to reach, one milestone a year. */
export type Strategy = {
  /** The first programme year begins in this one's summer. */
  startYear: number;
  milestones: readonly { target: number; words: string }[];
};

export const MILESTONES = 5;

export type MilestoneState = "reached" | "not_reached" | "under_way" | "to_come";

export const MILESTONE_STATE_LABELS: Readonly<Record<MilestoneState, string>> = {
  reached: "Reached",
  not_reached: "Not reached",
  under_way: "Under way",
  to_come: "To come",
};

/** How a milestone stands: before its year has begun there is no figure. */
export function milestoneState(input: { figure: number | null; target: number; over: boolean }): MilestoneState {
  const { figure, target, over } = input;
  if (figure === null) return "to_come";
  if (figure >= target) return "reached";
  return over ? "not_reached" : "under_way";
}
