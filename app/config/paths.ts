/** Every address of the service, once. Values that come from outside are encoded here. */
export const paths = {
  home: () => "/",
  materials: () => "/materials",
  materialFile: (id: string, fileName: string) => `/materials/${encodeURIComponent(id)}/${encodeURIComponent(fileName)}`,
  schoolSearch: () => "/schools/search",
  help: () => "/help",
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

  bookings: () => "/bookings",
  booking: (reference: string) => `/bookings/${encodeURIComponent(reference)}`,
  changeBooking: (reference: string) => `/bookings/${encodeURIComponent(reference)}/change`,
  askAgain: (reference: string) => `/bookings/${encodeURIComponent(reference)}/again`,
  withdrawBooking: (reference: string) => `/bookings/${encodeURIComponent(reference)}/withdraw`,
  secondContact: (reference: string) => `/bookings/${encodeURIComponent(reference)}/second-contact`,
  bookingSchool: (reference: string) => `/bookings/${encodeURIComponent(reference)}/school`,
  bookingOffer: (reference: string) => `/bookings/${encodeURIComponent(reference)}/offer`,
  answerOffer: (token: string) => `/offers/${encodeURIComponent(token)}`,
  bookingCalendar: (reference: string) => `/bookings/${encodeURIComponent(reference)}/calendar.ics`,

  requests: () => "/requests",
  newRequest: () => "/requests/new",
  bookingRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}`,
  planRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}/plan`,
  offerDates: (reference: string) => `/requests/${encodeURIComponent(reference)}/offer`,
  declineRequest: (reference: string) => `/requests/${encodeURIComponent(reference)}/decline`,

  schedule: () => "/schedule",
  scheduleWeek: (day?: string) => (day ? `/schedule/week?day=${encodeURIComponent(day)}` : "/schedule/week"),
  visit: (id: string) => `/visits/${encodeURIComponent(id)}`,
  moveVisit: (id: string) => `/visits/${encodeURIComponent(id)}/move`,
  cancelVisit: (id: string) => `/visits/${encodeURIComponent(id)}/cancel`,
  visitDelivery: (id: string) => `/visits/${encodeURIComponent(id)}/delivery`,
  visitCalendar: (id: string) => `/visits/${encodeURIComponent(id)}/calendar.ics`,

  myDay: () => "/my-day",
  availability: () => "/availability",
  reach: () => "/reach",
  reachCsv: () => "/reach.csv",
  coverage: () => "/coverage",
  calendarFeed: (token: string) => `/calendar/${encodeURIComponent(token)}.ics`,

  admin: {
    home: () => "/admin",
    people: () => "/admin/people",
    formats: () => "/admin/formats",
    terms: () => "/admin/terms",
    targets: () => "/admin/targets",
    mail: () => "/admin/mail",
    materials: () => "/admin/materials",
  },

  devMail: () => "/dev/mail",
  devMailMessage: (id: string) => `/dev/mail/${encodeURIComponent(id)}`,

  alive: () => "/healthz",
  ready: () => "/readyz",
};
