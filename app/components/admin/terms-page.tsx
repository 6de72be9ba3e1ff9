import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { WarningText } from "~/components/ui/warning-text";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { formatDay, type Day } from "~/lib/london-time";

type Term = { id: string; academicYear: string; name: string; startsOn: Day; endsOn: Day };

export type AuthorityView = {
  code: string;
  name: string;
  terms: readonly Term[];
  yearsWithoutTerms: readonly string[];
};

export function TermsPage({ authorities }: { authorities: readonly AuthorityView[] }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Terms</PageHeading>
      <p className="govuk-body">
        Visits to schools are planned on days inside a term. A school’s own dates come before those of its local
        authority. Youth settings are not bound by terms.
      </p>
      {authorities.length === 0 ? (
        <p className="govuk-body">
          No local authority has a school here yet. Once schools are imported, their authorities are listed.
        </p>
      ) : null}
      {authorities.map((authority) => (
        <AuthoritySection key={authority.code} authority={authority} />
      ))}
    </>
  );
}

function AuthoritySection({ authority }: { authority: AuthorityView }) {
  const missing = authority.yearsWithoutTerms;
  return (
    <section>
      <DataTable
        caption={authority.name}
        rows={authority.terms}
        rowKey={(term) => term.id}
        empty="No terms are entered."
        columns={[
          { header: "Year", cell: (term) => term.academicYear },
          {
            header: "Term",
            rowHeader: true,
            cell: (term) => (
              <a className="govuk-link" href={officePaths.term(term.id)}>
                {term.name}
              </a>
            ),
          },
          { header: "From", cell: (term) => formatDay(term.startsOn) },
          { header: "To", cell: (term) => formatDay(term.endsOn) },
        ]}
      />
      {missing.length > 0 ? (
        <WarningText>
          {`No terms for ${missing.join(" and ")}: every weekday that is no bank holiday is taken to be open.`}
        </WarningText>
      ) : null}
      {authority.terms.length > 0
        ? missing.map((year) => (
            <p key={year} className="govuk-body">
              <a className="govuk-link" href={officePaths.copyTerms(authority.code, year)}>
                Copy terms to {year}
                <span className="govuk-visually-hidden"> for {authority.name}</span>
              </a>
            </p>
          ))
        : null}
      <ButtonLink href={officePaths.newTerm(authority.code)} look="secondary">
        Add a term
        <span className="govuk-visually-hidden"> for {authority.name}</span>
      </ButtonLink>
    </section>
  );
}
