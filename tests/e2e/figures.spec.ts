import { savedAccount, savedVisit } from "../support/builders";
import { delivered } from "../support/delivered";
import { testDeps } from "../support/deps";
import { aPlace, aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { PublishPage, QualityPage } from "./pages/figures";

test("a manager looks into an unlikely number, signs the figure off, checks a register and revises it", async ({ db, browserOf }) => {
  // A year long ago, of this attempt alone: what others record is not in it.
  const { project, retry } = test.info();
  const year = 2001 + 4 * retry + (project.name === "chromium" ? 0 : 1);
  const period = `programme-${year}-08-01`;
  const school = await aPlace(db);
  const deps = testDeps(db, new Date());
  const visit = await delivered(await savedVisit(db, { school, onDate: `${year}-11-10` }), deps, { attended: 84 });
  const manager = await browserOf(await savedAccount(db, ["manager"], { name: `Manager ${aWord()}` }));

  const quality = await new QualityPage(manager).open(period);
  const unlikely = manager.getByRole("row").filter({ hasText: school.name }).filter({ hasText: "84" });
  await expect(unlikely).toHaveCount(1);
  await unlikely.getByRole("button", { name: /^Confirm/ }).click();
  await (await quality.on()).says("Confirmed as right.");
  await expect(manager.locator("main")).toContainText("No unlikely number waits for a look.");

  const publish = await new PublishPage(manager).open(period);
  await expect(manager.locator("main")).toContainText("84 students reached as of now");
  await publish.press("Publish this figure");
  await publish.refused("Tick the box to sign the figure off");
  await publish.field("I have looked at the figure and sign it off").check();
  await publish.press("Publish this figure");
  await (await publish.on()).says("The figure is published: 84 students reached.");
  await publish.field("Number in the school’s register").fill("eighty");
  await publish.press("Keep the result");
  await publish.refused(/whole number/);
  await expect(publish.field("Number in the school’s register")).toHaveValue("eighty");
  await publish.field("Number in the school’s register").fill("82");
  await publish.press("Keep the result");
  await (await publish.on()).says("The result is kept.");
  await expect(manager.locator("main")).toContainText("the registers say 2 students fewer");

  await delivered(visit, deps, { attended: 82 }, { revision: 1, correctionReason: "The register says so." });
  await publish.open(period);
  await expect(manager.locator("main")).toContainText("Published last: 84. Corrections since changed it by -2.");
  await publish.field("I have looked at the figure and sign it off").check();
  await publish.press("Publish a revision");
  await publish.refused("Say why the published figure changes");
  await publish.field("Why the published figure changes").fill("The school’s register says two fewer.");
  await publish.field("I have looked at the figure and sign it off").check();
  await publish.press("Publish a revision");
  await (await publish.on()).says("The figure is published: 82 students reached.");
  await expect(publish.published()).toContainText(["82", "84"]);

  // From the figure to what it is made of, and from there to the record with its corrections.
  await manager.goto(`/reach?period=${period}`);
  await manager.getByRole("heading", { name: /^Students reached: / }).getByRole("link").click();
  await manager.getByRole("link", { name: school.name }).click();
  const record = manager.getByRole("region", { name: "What was recorded", exact: true });
  await expect(record).toContainText("82 attendances");
  await expect(record).toContainText("Reason: The register says so.");
  await expect(record).toContainText("84 to 82 students");
});
