import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, organizerOf } from "~/domain/settings";

describe("the organizer that a sender names", () => {
  it.each([
    ["bookings@example.org", { name: DEFAULT_SETTINGS.organizer.name, email: "bookings@example.org" }],
    ["Sessions team <bookings@example.org>", { name: "Sessions team", email: "bookings@example.org" }],
    ['"Sessions, team" <bookings@example.org>', { name: "Sessions, team", email: "bookings@example.org" }],
    ["<bookings@example.org>", { name: DEFAULT_SETTINGS.organizer.name, email: "bookings@example.org" }],
  ])("%s", (sender, organizer) => {
    expect(organizerOf(sender)).toEqual(organizer);
  });

  it.each(["", "bookings", "Sessions team", "a@b@c", "Sessions <two words@example.org>"])("is none in %j", (sender) => {
    expect(organizerOf(sender)).toBeNull();
  });
});
