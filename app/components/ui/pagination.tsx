type Props = {
  page: number;
  pageCount: number;
  /** The address of a page; the first is 1. */
  hrefOf: (page: number) => string;
  label?: string;
};

/** Plain GET links: the first page, the last, the current one and its neighbours; nothing for one page. */
export function Pagination({ page, pageCount, hrefOf, label = "Pages" }: Props) {
  if (pageCount <= 1) return null;
  return (
    <nav className="govuk-pagination" aria-label={label}>
      {page > 1 ? (
        <div className="govuk-pagination__prev">
          <a className="govuk-link govuk-pagination__link" href={hrefOf(page - 1)} rel="prev">
            <span className="govuk-pagination__link-title">
              Previous<span className="govuk-visually-hidden"> page</span>
            </span>
          </a>
        </div>
      ) : null}
      <ul className="govuk-pagination__list">
        {pagesAround(page, pageCount).map((item) =>
          typeof item === "string" ? (
            <li key={item} className="govuk-pagination__item govuk-pagination__item--ellipsis">
              ⋯
            </li>
          ) : (
            <li
              key={item}
              className={
                item === page
                  ? "govuk-pagination__item govuk-pagination__item--current"
                  : "govuk-pagination__item"
              }
            >
              <a
                className="govuk-link govuk-pagination__link"
                href={hrefOf(item)}
                aria-label={`Page ${item}`}
                aria-current={item === page ? "page" : undefined}
              >
                {item}
              </a>
            </li>
          ),
        )}
      </ul>
      {page < pageCount ? (
        <div className="govuk-pagination__next">
          <a className="govuk-link govuk-pagination__link" href={hrefOf(page + 1)} rel="next">
            <span className="govuk-pagination__link-title">
              Next<span className="govuk-visually-hidden"> page</span>
            </span>
          </a>
        </div>
      ) : null}
    </nav>
  );
}

function pagesAround(page: number, pageCount: number): (number | string)[] {
  const shown = [1, page - 1, page, page + 1, pageCount].filter((item) => item >= 1 && item <= pageCount);
  const items: (number | string)[] = [];
  let last = 0;
  for (const item of [...new Set(shown)]) {
    if (item > last + 1) items.push(`gap-before-${item}`);
    items.push(item);
    last = item;
  }
  return items;
}
