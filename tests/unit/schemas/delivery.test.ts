import { describe, expect, it } from "vitest";
import type { DeliveryCount } from "~/domain/delivery";
import { readForm } from "~/lib/form-data";
import { deliverySchema, type AskedSession } from "~/schemas/delivery";

const EARLIER = "019ab000-0000-7000-8000-0000000000aa";

const asked: AskedSession[] = [
  { id: "one", groups: [{ id: "9a", label: "9A", cohortYears: ["9"] }] },
  { id: "two", groups: [{ id: "ks4", label: "Lower hall", cohortYears: ["10", "11"] }] },
];

const complete: Record<string, string> = {
  version: "1",
  revision: "0",
  "sessions.0.outcome": "delivered",
  "sessions.0.groups.0.y9": "28",
  "sessions.0.groups.0.novelty": "new",
  "sessions.1.outcome": "delivered",
  "sessions.1.groups.0.y10": "61",
  "sessions.1.groups.0.y11": "0",
  "sessions.1.groups.0.novelty": "same",
  "sessions.1.groups.0.sameAs": EARLIER,
  basis: "headcount",
  coveredWhat: "yes",
  coveredWhy: "yes",
  coveredHelp: "no",
};

function read(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return readForm(deliverySchema(asked), form);
}

const aCount = (over: Partial<DeliveryCount>): DeliveryCount => ({
  sessionId: "two",
  sessionGroupId: "ks4",
  yearGroup: "10",
  attended: 0,
  novelty: "new",
  sameAsSessionId: null,
  ...over,
});

function errorsOf(change: Record<string, string>): Record<string, string> {
  const reading = read({ ...complete, ...change });
  return reading.ok ? {} : reading.errors;
}

describe("the delivery form", () => {
  it("reads one number a group, and one for each year group of a group that spans several", () => {
    expect(read(complete)).toEqual({
      ok: true,
      value: {
        version: 1,
        revision: 0,
        record: {
          basis: "headcount",
          coveredWhat: true,
          coveredWhy: true,
          coveredHelp: false,
          outcomes: [
            { sessionId: "one", outcome: "delivered" },
            { sessionId: "two", outcome: "delivered" },
          ],
          counts: [
            aCount({ sessionId: "one", sessionGroupId: "9a", yearGroup: "9", attended: 28 }),
            aCount({ yearGroup: "10", attended: 61, novelty: "same", sameAsSessionId: EARLIER }),
            aCount({ yearGroup: "11", attended: 0, novelty: "same", sameAsSessionId: EARLIER }),
          ],
        },
        reasons: [],
        correctionReason: "",
        figuresConfirmed: false,
      },
    });
  });

  it("assumes nothing of an empty form: every answer is asked for", () => {
    const reading = read({ version: "1", revision: "0" });
    expect(reading.ok).toBe(false);
    expect(Object.keys(reading.ok ? {} : reading.errors)).toEqual([
      "sessions.0.outcome",
      "sessions.1.outcome",
    ]);
    const delivered = errorsOf({
      "sessions.0.groups.0.y9": "",
      "sessions.0.groups.0.novelty": "",
      basis: "",
      coveredWhat: "",
      coveredWhy: "",
      coveredHelp: "",
    });
    expect(Object.keys(delivered)).toEqual([
      "sessions.0.groups.0.y9",
      "basis",
      "coveredWhat",
      "coveredWhy",
      "coveredHelp",
    ]);
  });

  it.each(["-1", "twelve", "28.5", "1e3", "2001", "9999999"])(
    "refuses %j beside its field, and keeps it",
    (typed) => {
      const reading = read({ ...complete, "sessions.0.groups.0.y9": typed });
      expect(reading.ok).toBe(false);
      if (reading.ok) return;
      expect(Object.keys(reading.errors)).toEqual(["sessions.0.groups.0.y9"]);
      expect(reading.errors["sessions.0.groups.0.y9"]).toContain("9A");
      expect(reading.values["sessions.0.groups.0.y9"]).toBe(typed);
    },
  );

  it("takes 0 and 2000, spaces around a number, and asks nothing about nobody", () => {
    expect(errorsOf({ "sessions.0.groups.0.y9": "0", "sessions.0.groups.0.novelty": "" })).toEqual({});
    expect(errorsOf({ "sessions.0.groups.0.y9": " 2000 " })).toEqual({});
  });

  it("wants the earlier session for the same students, and only then", () => {
    expect(errorsOf({ "sessions.1.groups.0.sameAs": "" })).toHaveProperty("sessions.1.groups.0.sameAs");
    expect(errorsOf({ "sessions.1.groups.0.sameAs": "not an id" })).toHaveProperty(
      "sessions.1.groups.0.sameAs",
    );
    const mixed = read({ ...complete, "sessions.1.groups.0.novelty": "mixed" });
    expect(mixed.ok && mixed.value.record.counts[1]).toMatchObject({
      novelty: "mixed",
      sameAsSessionId: null,
    });
  });

  it("wants a reason for what did not take place, and then no figures", () => {
    const without = errorsOf({ "sessions.0.outcome": "not_delivered", "sessions.0.groups.0.y9": "" });
    expect(Object.keys(without)).toEqual(["sessions.0.reasons"]);
    const reading = read({
      version: "1",
      revision: "0",
      "sessions.0.outcome": "not_delivered",
      "sessions.0.reasons": "not_delivered.room",
      "sessions.1.outcome": "not_delivered",
      "sessions.1.reasons": "not_delivered.other",
    });
    expect(reading.ok && reading.value.record).toMatchObject({ basis: null, coveredWhat: null, counts: [] });
    expect(reading.ok && reading.value.reasons).toEqual([
      { sessionId: "one", codes: ["not_delivered.room"] },
      { sessionId: "two", codes: ["not_delivered.other"] },
    ]);
  });

  it("wants a reason for a correction, of at most 300 characters", () => {
    expect(Object.keys(errorsOf({ revision: "1" }))).toEqual(["correctionReason"]);
    expect(Object.keys(errorsOf({ revision: "1", correctionReason: "x".repeat(301) }))).toEqual([
      "correctionReason",
    ]);
    expect(errorsOf({ revision: "1", correctionReason: "The register came later." })).toEqual({});
  });

  it("takes the first of a name that was sent twice", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(complete)) form.append(name, value);
    form.append("sessions.0.groups.0.y9", "900");
    const reading = readForm(deliverySchema(asked), form);
    expect(reading.ok && reading.value.record.counts[0]).toMatchObject({ attended: 28 });
  });
});
