import { paths } from "~/config/paths";

const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

/** The addresses below /reach, and those that managers keep for it. */
export const reachPaths = {
  /** The form with what the next row is likely to share with the last. */
  pastLike: (kept: { on: string; format: string; basis: string }) => withQuery(paths.reachPast(), kept),
  pastImport: () => `${paths.reachPast()}/import`,
  pastCheck: (id: string) => `${paths.reachPast()}/import?check=${encodeURIComponent(id)}`,
  pastExample: () => `${paths.reachPast()}/example.csv`,
  evidenceCsv: (period: string) => withQuery(`${paths.reachEvidence()}.csv`, { period }),
  evidenceXlsx: (period: string) => withQuery(`${paths.reachEvidence()}.xlsx`, { period }),
  /** As it may be handed on. */
  evidenceToHandOn: (period: string) => withQuery(`${paths.reachEvidence()}.xlsx`, { period, for: "publication" }),
  strategy: () => `${paths.admin.home()}/strategy`,
  contextFigures: () => `${paths.admin.home()}/context`,
  contextFigure: (id: string) => `${paths.admin.home()}/context/${encodeURIComponent(id)}`,
};
