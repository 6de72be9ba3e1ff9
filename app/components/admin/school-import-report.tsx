import type { ReactNode } from "react";
import { Details } from "~/components/ui/details";
import { InsetText } from "~/components/ui/inset-text";
import { SummaryList } from "~/components/ui/summary-list";
import { registerPaths } from "~/config/register-paths";
import { FIELD_LABELS, type Listed, type RegisterReport, type TouchedSchool } from "~/domain/register";
import { formatDay } from "~/lib/london-time";

const figure = (count: number): string => count.toLocaleString("en-GB");

/** What an import changes; the same list as the command line prints. */
export function SchoolImportReport({ report }: { report: RegisterReport }) {
  const { added, changed, closed, closing, badRows, links, touched, notes } = report;
  return (
    <>
      {notes.map((note) => (
        <InsetText key={note}>{note}</InsetText>
      ))}
      <SummaryList
        rows={[
          { key: "Rows read", value: figure(report.read) },
          { key: "Schools added", value: figure(added.count) },
          { key: "Schools changed", value: figure(changed.count) },
          { key: "Closed now", value: figure(closed.count) },
          { key: "Proposed to close", value: figure(closing.count) },
          { key: "Unchanged", value: figure(report.unchanged) },
          { key: "Of other authorities", value: figure(report.elsewhere) },
          { key: "Left out", value: figure(badRows.count) },
          ...(links
            ? [
                {
                  key: "Links between schools",
                  value: `${figure(links.added)} added, ${figure(links.changed)} changed`,
                },
              ]
            : []),
        ]}
      />
      {touched.length > 0 ? <Touched schools={touched} /> : null}
      <Names listed={badRows} summary="Rows left out" line={({ line, problem }) => `Line ${line}: ${problem}`} />
      {links ? (
        <Names
          listed={links.badRows}
          summary="Rows of the links file left out"
          line={({ line, problem }) => `Line ${line}: ${problem}`}
        />
      ) : null}
      <Names listed={closed} summary="Schools that close" line={({ urn, name }) => `${name} (${urn})`} />
      <Names listed={closing} summary="Schools proposed to close" line={({ urn, name }) => `${name} (${urn})`} />
      <Names listed={added} summary="Schools added" line={({ urn, name }) => `${name} (${urn})`} />
      <Names
        listed={changed}
        summary="Schools changed"
        line={({ urn, name, fields }) => `${name} (${urn}): ${fields.map((field) => FIELD_LABELS[field]).join(", ")}`}
      />
    </>
  );
}

function Names<T>({ listed, summary, line }: { listed: Listed<T>; summary: string; line: (entry: T) => ReactNode }) {
  const { count, first } = listed;
  if (count === 0) return null;
  return (
    <Details summary={`${summary}: ${figure(count)}`}>
      {count > first.length ? <p>The first {first.length}:</p> : null}
      <ul className="govuk-list govuk-list--bullet">
        {first.map((entry, index) => (
          <li key={index}>{line(entry)}</li>
        ))}
      </ul>
    </Details>
  );
}

function Touched({ schools }: { schools: readonly TouchedSchool[] }) {
  return (
    <section>
      <h2 className="govuk-heading-m">Something is planned at these</h2>
      <p className="govuk-body">
        No visit or request is lost. Visits at a school that has closed go on the list of what a coordinator has to
        look at.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {schools.map((school) => (
          <li key={school.urn}>
            <a className="govuk-link" href={registerPaths.schools(String(school.urn))}>
              {school.name}
            </a>{" "}
            {school.status === "closed" ? "has closed" : "is proposed to close"}
            {school.closedOn ? ` (${formatDay(school.closedOn)})` : ""}: {plannedAt(school)}
            {school.successors.length > 0
              ? `. Followed by ${school.successors.map(({ name, urn }) => (name ? `${name} (${urn})` : urn)).join(", ")}`
              : ""}
          </li>
        ))}
      </ul>
    </section>
  );
}

function plannedAt({ visits, requests }: TouchedSchool): string {
  const parts = [
    ...(visits > 0 ? [`${visits} planned ${visits === 1 ? "visit" : "visits"}`] : []),
    ...(requests > 0 ? [`${requests} open ${requests === 1 ? "request" : "requests"}`] : []),
  ];
  return parts.join(" and ");
}
