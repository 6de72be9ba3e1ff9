import { paths } from "~/config/paths";

const withPresenter = (path: string, presenterId: string): string =>
  `${path}?presenter=${encodeURIComponent(presenterId)}`;
const under = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

/** The addresses below /availability and /admin; "new" stands where an id would. */
export const officePaths = {
  availabilityOf: (presenterId: string) => withPresenter(paths.availability(), presenterId),
  newPattern: (presenterId: string) => withPresenter(`${paths.availability()}/pattern`, presenterId),
  newAbsence: (presenterId: string) => withPresenter(`${paths.availability()}/absence`, presenterId),
  person: (id: string) => under(paths.admin.people(), id),
  format: (id: string) => under(paths.admin.formats(), id),
  term: (id: string) => under(paths.admin.terms(), id),
  copyTerms: (authorityCode: string, academicYear: string) =>
    `/admin/terms/copy?authority=${encodeURIComponent(authorityCode)}&year=${encodeURIComponent(academicYear)}`,
  newTerm: (localAuthorityCode: string) =>
    `${paths.admin.terms()}/new?authority=${encodeURIComponent(localAuthorityCode)}`,
  target: (id: string) => under(paths.admin.targets(), id),
  mailMessage: (id: string) => under(paths.admin.mail(), id),
  mailHtml: (id: string) => `${under(paths.admin.mail(), id)}/html`,
  mailCalendar: (id: string) => `${under(paths.admin.mail(), id)}/calendar.ics`,
  mailWithStatus: (status: string) => `${paths.admin.mail()}?status=${encodeURIComponent(status)}`,
  mailBefore: (id: string, { status, text }: { status?: string; text?: string }) =>
    `${paths.admin.mail()}?${new URLSearchParams({ ...(status ? { status } : {}), ...(text ? { text } : {}), before: id }).toString()}`,
  mailbox: (show?: "all") => `${paths.admin.home()}/mailbox${show ? "?show=all" : ""}`,
  material: (id: string) => under(paths.admin.materials(), id),
  schoolContacts: (status?: string) =>
    `${paths.requests()}/school-contacts${status ? `?show=${encodeURIComponent(status)}` : ""}`,
  rosters: () => `${paths.admin.home()}/rosters`,
  rosterCheck: (id: string) => `${paths.admin.home()}/rosters?check=${encodeURIComponent(id)}`,
  supportProviders: () => `${paths.admin.home()}/support`,
  supportProvider: (id: string) => `${paths.admin.home()}/support/${encodeURIComponent(id)}`,
  priorityAreas: () => `${paths.admin.home()}/priority-areas`,
  priorityArea: (id: string) => under(`${paths.admin.home()}/priority-areas`, id),
  campaigns: () => `${paths.admin.home()}/campaigns`,
  campaign: (id: string) => under(`${paths.admin.home()}/campaigns`, id),
  funders: () => `${paths.admin.home()}/funders`,
  funder: (id: string) => under(`${paths.admin.home()}/funders`, id),
  reasons: () => `${paths.admin.home()}/reasons`,
  reason: (code: string) => under(`${paths.admin.home()}/reasons`, code),
  requestTags: (reference: string) => `${paths.bookingRequest(reference)}/tags`,
  visitTags: (visitId: string) => `${paths.visit(visitId)}/tags`,
  districts: () => `${paths.admin.home()}/districts`,
  districtsCheck: (id: string) => `${paths.admin.home()}/districts?check=${encodeURIComponent(id)}`,
  disclosure: (visitId: string) => `${paths.visit(visitId)}/disclosure`,
  wording: () => `${paths.admin.home()}/wording`,
  settings: () => `${paths.admin.home()}/settings`,
};
