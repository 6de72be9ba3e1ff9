import { describeContext, NO_CAUSE, type ContextWords } from "~/domain/context-figure";
import type { CsvCell } from "~/lib/csv";

/** Numbers from elsewhere as rows of a file, behind the sentence that no cause is claimed. */
export function contextRows(context: readonly ContextWords[]): CsvCell[][] {
  if (context.length === 0) return [];
  return [["For context", NO_CAUSE], ...context.map((figure): CsvCell[] => [figure.label, describeContext(figure)])];
}
