import type { SummaryRow } from "~/components/ui/summary-list";

export type TagsView = { campaign: string | null; funder: string | null };

/** Campaign and funder as a row of the facts; none for those who may not see them. */
export function tagsRow(tags: TagsView | null, href: string | null): SummaryRow[] {
  if (tags === null) return [];
  const { campaign, funder } = tags;
  const names = [campaign ?? "No campaign", funder === null ? "no funder" : `paid by ${funder}`].join(", ");
  return [
    {
      key: "Campaign and funder",
      value: (
        <>
          {names}
          {href === null ? null : (
            <>
              {" "}
              <a className="govuk-link app-no-print" href={href}>
                Change<span className="govuk-visually-hidden"> campaign and funder</span>
              </a>
            </>
          )}
        </>
      ),
    },
  ];
}
