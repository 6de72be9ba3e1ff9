import { describe, expect, it } from "vitest";
import {
  BOOKING_REQUEST_MOVES,
  canMoveRequest,
  isClosedRequest,
  statusAfterProof,
} from "~/domain/booking-request";
import { canMoveSchoolSession, countsTowardsReach } from "~/domain/school-session";
import { canMoveVisit, visitTakesTime } from "~/domain/visit";
import { isStaff } from "~/domain/roles";

const OPEN = ["unproven", "awaiting_go_ahead", "submitted", "offered", "scheduled"] as const;
const CLOSED = ["completed", "declined", "withdrawn"] as const;

describe("booking request", () => {
  it.each(OPEN)("can be declined or withdrawn while %s", (status) => {
    expect(canMoveRequest(status, "declined")).toBe(true);
    expect(canMoveRequest(status, "withdrawn")).toBe(true);
    expect(isClosedRequest(status)).toBe(false);
  });

  it.each(CLOSED)("goes nowhere once %s", (status) => {
    expect(BOOKING_REQUEST_MOVES[status]).toEqual([]);
    expect(isClosedRequest(status)).toBe(true);
  });

  it("waits for a go-ahead first when it is sensitive", () => {
    expect(statusAfterProof(true)).toBe("awaiting_go_ahead");
    expect(statusAfterProof(false)).toBe("submitted");
    expect(canMoveRequest("awaiting_go_ahead", "scheduled")).toBe(false);
    expect(canMoveRequest("awaiting_go_ahead", "offered")).toBe(false);
    expect(canMoveRequest("awaiting_go_ahead", "submitted")).toBe(true);
  });

  it("cannot be scheduled before its address is proven", () => {
    expect(canMoveRequest("unproven", "scheduled")).toBe(false);
  });

  it("goes back to submitted when an offer is turned down or all visits are cancelled", () => {
    expect(canMoveRequest("offered", "submitted")).toBe(true);
    expect(canMoveRequest("scheduled", "submitted")).toBe(true);
  });
});

describe("visit", () => {
  it("is pencilled, scheduled, then completed or cancelled", () => {
    expect(canMoveVisit("pencilled", "scheduled")).toBe(true);
    expect(canMoveVisit("scheduled", "completed")).toBe(true);
    expect(canMoveVisit("scheduled", "cancelled")).toBe(true);
    expect(canMoveVisit("pencilled", "completed")).toBe(false);
  });

  it("is never revived after a cancel", () => {
    expect(canMoveVisit("cancelled", "scheduled")).toBe(false);
    expect(canMoveVisit("cancelled", "pencilled")).toBe(false);
  });

  it("takes nobody's time while pencilled", () => {
    expect(visitTakesTime("pencilled")).toBe(false);
    expect(visitTakesTime("scheduled")).toBe(true);
  });
});

describe("school session", () => {
  it("counts only when delivered", () => {
    expect(countsTowardsReach("delivered")).toBe(true);
    expect(countsTowardsReach("scheduled")).toBe(false);
    expect(countsTowardsReach("not_delivered")).toBe(false);
  });

  it("can be corrected between delivered and not delivered, but not after a cancel", () => {
    expect(canMoveSchoolSession("delivered", "not_delivered")).toBe(true);
    expect(canMoveSchoolSession("not_delivered", "delivered")).toBe(true);
    expect(canMoveSchoolSession("cancelled", "delivered")).toBe(false);
  });
});

describe("roles", () => {
  it("tells staff from contacts", () => {
    expect(isStaff(["contact"])).toBe(false);
    expect(isStaff(["contact", "presenter"])).toBe(true);
  });
});
