import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { SummaryList } from "~/components/ui/summary-list";
import type { FormValues } from "~/lib/form-data";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

export type MoveCheckProps = {
  check: {
    onDate: Day;
    arriveMinutes: number;
    leaveMinutes: number;
    told: Record<"contacts" | "staying" | "joining" | "leaving", readonly string[]>;
    sentences: readonly string[];
  };
  /** What was checked, to be sent again as it is. */
  values: FormValues;
};

/** What the move comes to: when, who is told, what is tight. Confirming saves exactly what was checked. */
export function MoveCheck({ check, values }: MoveCheckProps) {
  const { told } = check;
  const rows = [
    {
      key: "New time",
      value: `${formatDay(check.onDate)}, ${formatMinutes(check.arriveMinutes)} to ${formatMinutes(check.leaveMinutes)}`,
    },
    { key: "The school is told", value: told.contacts.join(", ") || "Nobody: this visit has no contact" },
    ...listed("Presenters who stay are told", told.staying),
    ...listed("Presenters who join are invited", told.joining),
    ...listed("Presenters who leave: the entry goes from their calendar", told.leaving),
    {
      key: "To look at",
      value:
        check.sentences.length === 0 ? (
          "Nothing clashes or is tight."
        ) : (
          <ul className="govuk-list govuk-list--bullet">
            {check.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <section className="app-move-check" aria-labelledby="move-check">
      <h2 className="govuk-heading-m" id="move-check">
        This is what happens
      </h2>
      <p className="govuk-body">It is not saved yet.</p>
      <SummaryList rows={rows} />
      <Form>
        {Object.entries(values)
          .filter(([name]) => name !== "intent")
          .flatMap(([name, value]) =>
            (Array.isArray(value) ? value : [value]).map((text, index) => (
              <input key={`${name} ${index}`} type="hidden" name={name} value={text} />
            )),
          )}
        <Button name="intent" value="confirm">
          Confirm and tell everybody
        </Button>
      </Form>
    </section>
  );
}

function listed(key: string, names: readonly string[]): { key: string; value: string }[] {
  return names.length === 0 ? [] : [{ key, value: names.join(", ") }];
}
