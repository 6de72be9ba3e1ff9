import type { Day } from "~/lib/london-time";
import { openBrowser, type Browser } from "../../support/http-browser";
import { ANALYST } from "./cast";
import type { Booked, Play } from "./play";
import { reachNow, type ReachSeen } from "./report";
import { signIn } from "./sign-in";

export async function othersAreKeptOut(
  play: Play,
  parts: {
    otherContact: Browser;
    contact: Browser;
    presenter: Browser;
    coordinator: Browser;
    first: Booked;
    after: ReachSeen;
    shifted: readonly Day[];
  },
): Promise<void> {
  const { proof, stage: set } = play;
  const { otherContact, first, after, shifted } = parts;
  proof.chapter("Others: see what is theirs and nothing else");
  const booking = `/bookings/${first.reference}`;
  for (const path of [booking, `${booking}/calendar.ics?visit=${first.visit.id}`]) {
    proof.equal(
      "another school’s contact finds nothing",
      (await otherContact.open(path)).status,
      404,
      `404 for ${path.split("?")[0] ?? ""}`,
    );
  }
  const analyst = await signIn(play, ANALYST);
  const seen = await reachNow(analyst, shifted[0] ?? null);
  proof.equal(
    "the analyst reads the same figure",
    seen.figure,
    after.figure,
    `Students reached: ${seen.words}`,
  );
  const visit = `/visits/${first.visit.id}`;
  const staffPages = [
    "/requests",
    `/requests/${first.reference}`,
    visit,
    "/schedule",
    "/my-day",
    "/availability",
    "/admin",
    "/admin/mail",
  ];
  for (const path of staffPages)
    proof.equal("the analyst is refused", (await analyst.open(path)).status, 403, `403 for ${path}`);
  for (const path of ["/requests", "/reach", "/admin/people"]) {
    proof.equal(
      "the presenter is refused",
      (await parts.presenter.open(path)).status,
      403,
      `403 for ${path}`,
    );
  }
  proof.equal(
    "the coordinator is refused",
    (await parts.coordinator.open("/admin/people")).status,
    403,
    "403 for /admin/people",
  );
  proof.equal("the contact is refused", (await parts.contact.open("/reach")).status, 403, "403 for /reach");
  const nobody = openBrowser(set.origin, "Proof, nobody");
  for (const path of [...staffPages, booking, "/reach", "/reach.csv", `${visit}/calendar.ics`]) {
    const [answer] = (await nobody.open(path, { follow: false })).answers;
    proof.equal(
      "who is not signed in is asked to",
      [answer?.status, answer?.location],
      [302, `/sign-in?to=${encodeURIComponent(path)}`],
      `302 for ${path}`,
    );
  }
}
