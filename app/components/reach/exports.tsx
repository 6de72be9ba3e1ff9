import { InsetText } from "~/components/ui/inset-text";
import { paths } from "~/config/paths";
import { smallNumbersRule } from "~/domain/small-numbers";

type Query = Readonly<Record<string, string | undefined>>;

/** The files of what is shown. The team may also take them as they may be handed on. */
export function Exports({ query, isTeam, hasAreas }: { query: Query; isTeam: boolean; hasAreas: boolean }) {
  const handedOn = { ...query, for: "publication" };
  return (
    <>
      <ul className="govuk-list app-no-print">
        <li>
          <a className="govuk-link" href={paths.reachXlsx(query)}>
            All tables as a workbook (XLSX)
          </a>
          {hasAreas ? ", with priority areas: for coordinators and managers alone" : ""}
        </li>
        <li>
          <a className="govuk-link" href={paths.reachCsv(query)}>
            Download the list as a CSV file
          </a>
        </li>
        {isTeam ? (
          <li>
            <a className="govuk-link" href={paths.reachXlsx(handedOn)}>
              The workbook to hand on
            </a>
            : without priority areas, funders and the lists of the team, small numbers as the settings say
          </li>
        ) : null}
      </ul>
    </>
  );
}

/** The rule in words, beside figures in which small numbers are hidden. */
export function SmallNumbers({ under }: { under: number }) {
  return under === 0 ? null : <InsetText>{smallNumbersRule(under)}</InsetText>;
}
