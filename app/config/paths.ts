/** Period, filters and whatever else narrows a page of the report; what is undefined is left out. */
type ReachQuery = Readonly<Record<string, string | undefined>>;

/** Every address of the service, once. Values that come from outside are encoded here. */
export const paths = {
  home: () => "/",
  materials: () => "/materials",
  materialFile: (id: string, fileName: string) => `/materials/${encodeURIComponent(id)}/${encodeURIComponent(fileName)}`,
  schoolSearch: () => "/schools/search",
  help: () => "/help",
  support: () => "/support",
  publicFigure: () => "/public-figure",
  campaign: (slug: string) => `/campaigns/${encodeURIComponent(slug)}`,
  privacy: () => "/privacy",
  accessibility: () => "/accessibility",

  request: {
    start: () => "/request",
    /** A form sent to an address that a frame and its first page share reaches the page only with `index`. */
    discard: () => "/request?index",
    school: () => "/request/school",
    students: () => "/request/students",
    dates: () => "/request/dates",
    practicalities: () => "/request/practicalities",
    details: () => "/request/details",
    check: () => "/request/check",
    prove: () => "/request/prove",
    sent: () => "/request/sent",
  },

  signIn: (to?: string) => (to ? `/sign-in?to=${encodeURIComponent(to)}` : "/sign-in"),
  signInCode: () => "/sign-in/code",
  signInLink: (token: string) => `/sign-in/link/${encodeURIComponent(token)}`,
  signOut: () => "/sign-out",
  account: () => "/account",
  mailChoices: () => "/account/mail",

  calendars: () => "/account/calendars",
  bookings: () => "/bookings",
  booking: (reference: string) => `/bookings/${encodeURIComponent(reference)}`,
  changeBooking: (reference: string) => `/bookings/${encodeURIComponent(reference)}/change`,
  askAgain: (reference: string) => `/bookings/${encodeURIComponent(reference)}/again`,
  withdrawBooking: (reference: string) => `/bookings/${encodeURIComponent(reference)}/withdraw`,
  secondContact: (reference: string) => `/bookings/${encodeURIComponent(reference)}/second-contact`,
  bookingSchool: (reference: string) => `/bookings/${encodeURIComponent(reference)}/school`,
  bookingOffer: (reference: string) => `/bookings/${encodeURIComponent(reference)}/offer`,
  bookingReadiness: (reference: string, visitId?: string) =>
    `/bookings/${encodeURIComponent(reference)}/readiness${visitId ? `?visit=${encodeURIComponent(visitId)}` : ""}`,
  bookingMessages: (reference: string) => `/bookings/${encodeURIComponent(reference)}/messages`,
  anotherDate: (reference: string, visitId?: string) =>
    `/bookings/${encodeURIComponent(reference)}/another-date${visitId ? `?visit=${encodeURIComponent(visitId)}` : ""}`,
  settleReadiness: (token: string) => `/readiness/${encodeURIComponent(token)}`,
  answerQuestion: (token: string) => `/messages/${encodeURIComponent(token)}`,
  answerInvitation: (token: string) => `/answer/${encodeURIComponent(token)}`,
  changeByLink: (token: string) => `/change/${encodeURIComponent(token)}`,
  afterVisit: (token: string) => `/after/${encodeURIComponent(token)}`,
  bookingAfter: (reference: string, visitId: string) =>
    `/bookings/${encodeURIComponent(reference)}/after?visit=${encodeURIComponent(visitId)}`,
  answerOffer: (token: string) => `/offers/${encodeURIComponent(token)}`,
  bookingCalendar: (reference: string) => `/bookings/${encodeURIComponent(reference)}/calendar.ics`,

  requests: () => "/requests",
  newRequest: () => "/requests/new",
  bookingRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}`,
  planRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}/plan`,
  pencilRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}/pencil`,
  proposals: (reference: string) => `/requests/${encodeURIComponent(reference)}/proposals`,
  inboxProposals: () => "/requests/proposals",
  offerDates: (reference: string) => `/requests/${encodeURIComponent(reference)}/offer`,
  requestMessages: (reference: string) => `/requests/${encodeURIComponent(reference)}/messages`,
  firstContact: (reference: string) => `/requests/${encodeURIComponent(reference)}/contact`,
  declineRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}/decline`,

  schedule: () => "/schedule",
  pencilled: () => "/schedule/pencilled",
  scheduleWeek: (day?: string) => (day ? `/schedule/week?day=${encodeURIComponent(day)}` : "/schedule/week"),
  scheduleCalendar: (day?: string) => (day ? `/schedule/calendar?day=${encodeURIComponent(day)}` : "/schedule/calendar"),
  scheduleEvents: () => "/schedule/events",
  scheduleChanges: () => "/schedule/changes",
  review: () => "/schedule/review",
  gaps: () => "/schedule/gaps",
  away: () => "/schedule/away",
  ring: () => "/schedule/away/ring",
  visit: (id: string) => `/visits/${encodeURIComponent(id)}`,
  visitPlace: (id: string) => `/visits/${encodeURIComponent(id)}/place`,
  moveVisit: (id: string) => `/visits/${encodeURIComponent(id)}/move`,
  cancelVisit: (id: string) => `/visits/${encodeURIComponent(id)}/cancel`,
  visitDelivery: (id: string) => `/visits/${encodeURIComponent(id)}/delivery`,
  visitReadiness: (id: string) => `/visits/${encodeURIComponent(id)}/readiness`,
  visitDaySheet: (id: string) => `/visits/${encodeURIComponent(id)}/day-sheet`,
  visitCalendar: (id: string) => `/visits/${encodeURIComponent(id)}/calendar.ics`,

  myDay: () => "/my-day",
  availability: () => "/availability",
  reach: () => "/reach",
  reachOf: (period: string) => `/reach?period=${encodeURIComponent(period)}`,
  /** One table as a file; the list of what was counted where none is named. */
  reachCsv: (query: ReachQuery = {}) => withQuery("/reach.csv", query),
  reachSessions: (query: ReachQuery) => withQuery("/reach/sessions", query),
  reachExplore: (query: ReachQuery = {}) => withQuery("/reach/explore", query),
  reachQuality: () => "/reach/quality",
  reachPast: () => "/reach/past",
  reachPublish: () => "/reach/publish",
  reachYears: () => "/reach/years",
  reachXlsx: (query: ReachQuery = {}) => withQuery("/reach.xlsx", query),
  reachPrint: () => "/reach/print",
  reachEvidence: () => "/reach/evidence",
  coverage: (district?: string) => (district ? `/coverage?district=${encodeURIComponent(district)}` : "/coverage"),
  coverageCsv: (query: { for?: string } = {}) => withQuery("/coverage.csv", query),
  coverageXlsx: (query: { for?: string } = {}) => withQuery("/coverage.xlsx", query),
  approach: (query: ApproachQuery = {}) => withQuery("/coverage/approach", query),
  approachCsv: (query: ApproachQuery = {}) => withQuery("/coverage/approach.csv", query),
  approachXlsx: (query: ApproachQuery = {}) => withQuery("/coverage/approach.xlsx", query),
  approachSchool: (id: string) => `/coverage/approach/${encodeURIComponent(id)}`,
  invited: (token: string) => `/invited/${encodeURIComponent(token)}`,
  noInvitations: (token: string) => `/no-invitations/${encodeURIComponent(token)}`,
  calendarFeed: (token: string) => `/calendar/${encodeURIComponent(token)}.ics`,

  admin: {
    home: () => "/admin",
    people: () => "/admin/people",
    formats: () => "/admin/formats",
    terms: () => "/admin/terms",
    targets: () => "/admin/targets",
    mail: () => "/admin/mail",
    emails: () => "/admin/emails",
    email: (occasion: string) => `/admin/emails/${encodeURIComponent(occasion)}`,
    emailHtml: (occasion: string) => `/admin/emails/${encodeURIComponent(occasion)}/html`,
    materials: () => "/admin/materials",
  },

  devMail: () => "/dev/mail",
  devMailMessage: (id: string) => `/dev/mail/${encodeURIComponent(id)}`,

  alive: () => "/healthz",
  ready: () => "/readyz",
};

/** Filters of the schools to approach, as they stand in the address. */
export type ApproachQuery = { district?: string; need?: string; near?: string; show?: string; page?: string };

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
