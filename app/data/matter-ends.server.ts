import { Prisma } from "~/data/generated/client";

// When a matter was last anybody's business: a request with all its visits, or a visit that no request led to. The latest
// moment counts, so that contact data is kept a day too long rather than an hour too short.

/** Of the visit `v` alone: its day, or its cancellation where that came later. */
const VISIT_ENDED_AT = Prisma.sql`COALESCE(GREATEST(v.ends_at, (v.on_date + 1)::timestamptz,
  (v.pencilled_to_on + 1)::timestamptz, v.cancelled_at), v.created_at)`;

/** Of the request `r`, from first to last; what it waits for counts while it is open. */
export const REQUEST_ENDED_AT = Prisma.sql`GREATEST(r.created_at, r.proven_at, r.changed_at, r.answered_at, r.closed_at,
  (SELECT max(${VISIT_ENDED_AT}) FROM visit v WHERE v.request_id = r.id),
  (SELECT max(m.written_at) FROM request_message m WHERE m.request_id = r.id),
  (SELECT max(GREATEST(o.created_at, o.answered_at)) FROM offer o WHERE o.request_id = r.id),
  (SELECT max(p.ends_at) FROM offer o JOIN offer_option p ON p.offer_id = o.id WHERE o.request_id = r.id AND o.status = 'open'),
  CASE WHEN r.status IN ('unproven', 'awaiting_go_ahead', 'submitted', 'offered')
       THEN (SELECT max((w.to_on + 1)::timestamptz) FROM wish w WHERE w.request_id = r.id) END)`;

/** Of the visit `v` with all that belongs to its request. */
export const MATTER_OF_VISIT_ENDED_AT = Prisma.sql`COALESCE(
  (SELECT ${REQUEST_ENDED_AT} FROM booking_request r WHERE r.id = v.request_id), ${VISIT_ENDED_AT})`;

/** Of the visit `v` that no request led to. */
export const LONE_VISIT_ENDED_AT = VISIT_ENDED_AT;
