import { formatShown } from "~/components/reach/numbers";
import { describeYears, SETTING_KIND_LABELS, SETTING_KINDS, type Eligible } from "~/domain/eligible";
import type { Shown } from "~/domain/small-numbers";
import { formatDay, type Day } from "~/lib/london-time";

/** "secondary and all-through schools, special schools": all but youth settings is what it begins with. */
function describeKinds(kinds: Eligible["kinds"]): string {
  const left = SETTING_KINDS.filter((kind) => kind !== "youth" && !kinds.includes(kind));
  const schools =
    left.length === 0
      ? "of every kind"
      : `of these kinds: ${SETTING_KINDS.filter((kind) => kind !== "youth" && kinds.includes(kind))
          .map((kind) => SETTING_KIND_LABELS[kind].toLowerCase())
          .join("; ")}`;
  return kinds.includes("youth") ? `${schools}, and youth settings` : schools;
}

/** The rule beside every table of coverage, above and below the line. */
export function definitionOf({ eligible, recentFrom }: { eligible: Eligible; recentFrom: Day }): string {
  const years = describeYears(eligible.yearGroups);
  return (
    `The programme is for students of ${years} at open schools ${describeKinds(eligible.kinds)}. ` +
    `Students reached are those of the reach report in ${years} at these schools alone; they are set against the students of ` +
    `${years} that the register has for the same schools, or that a school gave for each of these years. Where that number is not ` +
    "known for a school, no share is given. A school is reached when such students, or a group whose years nobody noted, were " +
    "recorded as present at a session, also before it became an academy. " +
    `“The two years before” begins on ${formatDay(recentFrom)}.`
  );
}

type Props = {
  eligible: Eligible;
  recentFrom: Day;
  /** Where figures of students stand beside it. */
  yearsNotNoted?: Shown;
};

export function Definition(props: Props) {
  const { yearsNotNoted = 0 } = props;
  return (
    <>
      <p className="govuk-body">{definitionOf(props)}</p>
      {formatShown(yearsNotNoted) !== "0" ? (
        <p className="govuk-body">
          {formatShown(yearsNotNoted)} students of groups whose years nobody noted are in none of these figures.
        </p>
      ) : null}
    </>
  );
}
