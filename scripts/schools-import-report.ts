import { FIELD_LABELS, type Listed, type RegisterReport, type TouchedSchool } from "~/domain/register";

/** The report as lines of text, the sum last. */
export function reportLines(report: RegisterReport, check: boolean): string[] {
  const { read, elsewhere, unchanged, added, changed, closed, closing, touched, badRows, links } = report;
  const lines = [
    ...report.notes,
    ...listed(badRows, "rows were left out", ({ line, problem }) => `Line ${line} was left out: ${problem}`),
    ...(links ? listed(links.badRows, "rows of the links file were left out", linkProblem) : []),
    ...(check
      ? [
          ...listed(added, "would be added", ({ urn, name }) => `Add ${urn} ${name}`),
          ...listed(
            changed,
            "would be changed",
            ({ urn, name, fields }) => `Change ${urn} ${name}: ${fields.map((field) => FIELD_LABELS[field]).join(", ")}`,
          ),
        ]
      : []),
    ...listed(closed, "close", ({ urn, name }) => `Closed: ${urn} ${name}`),
    ...listed(closing, "are proposed to close", ({ urn, name }) => `Proposed to close: ${urn} ${name}`),
    ...touched.map(touchedLine),
  ];
  if (links) {
    lines.push(`Links: ${links.read} rows read: ${links.added} added, ${links.changed} changed, ${links.unchanged} unchanged.`);
  }
  lines.push(
    `${read} rows read: ${added.count} added, ${changed.count} changed, ${unchanged} unchanged, ` +
      `${elsewhere} of other authorities, ${badRows.count} left out.`,
  );
  if (check) lines.push("This was a check: nothing has been changed.");
  return lines;
}

const linkProblem = ({ line, problem }: { line: number; problem: string }): string =>
  `Links file, line ${line} was left out: ${problem}`;

function listed<T>({ count, first }: Listed<T>, what: string, lineOf: (entry: T) => string): string[] {
  const lines = first.map(lineOf);
  return count > first.length ? [...lines, `... ${count} ${what}; these were the first ${first.length}.`] : lines;
}

function touchedLine({ urn, name, status, visits, requests, successors }: TouchedSchool): string {
  const planned = [
    ...(visits > 0 ? [`${visits} planned ${visits === 1 ? "visit" : "visits"}`] : []),
    ...(requests > 0 ? [`${requests} open ${requests === 1 ? "request" : "requests"}`] : []),
  ].join(" and ");
  const followed = successors.map((school) => `${school.urn} ${school.name}`.trim()).join(", ");
  const state = status === "closed" ? "has closed" : "is proposed to close";
  return `To look at: ${urn} ${name} ${state}, with ${planned}${followed === "" ? "" : `; followed by ${followed}`}`;
}
