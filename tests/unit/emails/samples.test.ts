import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emailSamples } from "~/services/email-samples.server";

const sender = {
  programme: "Knife Crime Awareness",
  team: "The team",
  replyTo: "bookings@example.test",
  serviceUrl: "https://bookings.example.test",
};

describe("every mail that we send", () => {
  it("can be looked at: each file of an occasion stands among the samples", () => {
    const source = readFileSync("app/services/email-samples.server.ts", "utf8");
    const rooms = ["layout.tsx", "visit-facts.tsx", "calendar-entry.ts"];
    const occasions = readdirSync("emails").filter((file) => !rooms.includes(file));
    expect(occasions.filter((file) => !source.includes(`emails/${file.replace(/\.tsx?$/, "")}"`))).toEqual([]);
  });

  it.each(emailSamples(sender).map((sample): [string, typeof sample] => [sample.occasion, sample]))(
    "%s says in plain text all that its HTML says, in both colour schemes, and can be searched for",
    async (_occasion, { write, audience }) => {
      const { subject, html, text } = await write();
      expect(subject.length).toBeLessThan(110);
      expect(subject).not.toMatch(/sensitive|incident|targeted/i);
      expect(html).toContain("prefers-color-scheme: dark");
      expect(html).not.toMatch(/<img/i);
      const links = [...html.matchAll(/href="(https:[^"]+)"/g)].map(([, href]) => href ?? "");
      for (const link of links) expect(text).toContain(link.replaceAll("&amp;", "&"));
      if (audience === "School") expect(`${subject} ${text}`).toMatch(/Marlpit Academy|KCA-7Q4XMB/);
    },
  );
});
