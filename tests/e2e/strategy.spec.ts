import { savedAccount } from "../support/builders";
import { aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AdminFormPage, AdminListPage, AdminPage } from "./pages/office";
import { YearsPage } from "./pages/past";

test("a manager sets milestones for five years, reads them beside what was reached, and takes them off", async ({ db, browserOf }) => {
  const words = `Every school of ${aWord()} knows us`;
  const page = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(page).open()).follow("Strategy");
  const form = await new AdminFormPage(page, "Five-year strategy").on();
  const target = (year: string) => form.field("Students to reach", form.question(year));
  for (const [index, year] of ["First year", "Second year", "Third year", "Fourth year", "Fifth year"].entries()) {
    await target(year).fill(String(10_000 + index * 500));
  }
  await form.field("What else is to be true by then (optional)", form.question("Fifth year")).fill(words);
  await target("Third year").fill("many");
  await form.press("Save the strategy");
  await form.refused("The students to reach in the third year must be a whole number from 1 to 10,000,000");
  await expect(target("Third year")).toHaveValue("many");
  await expect(target("Fifth year")).toHaveValue("12000");
  await target("Third year").fill("11,000");
  await form.press("Save the strategy");
  const years = await new YearsPage(page).on();
  await years.says("The strategy is saved.");
  const milestones = page.getByRole("table", { name: "Milestones" });
  await expect(milestones.getByRole("row").last()).toContainText(words);
  await expect(milestones.getByRole("row").nth(3)).toContainText("11,000");
  await years.follow("Change the milestones");
  await (await form.on()).press("Take the strategy off");
  await (await years.on()).says("The strategy is taken off.");
  await expect(page.locator("main")).toContainText("No strategy is kept yet.");
});

test("a figure from elsewhere stands beside the headline with its source, until it is taken out", async ({ db, browserOf }) => {
  const label = `Offences of ${aWord()}`;
  const page = await browserOf(await savedAccount(db, ["manager"]));
  await (await new AdminPage(page).open()).follow("Context figures");
  const figures = await new AdminListPage(page, "Context figures").on();
  const form = await figures.add("Add a figure", "Add a figure");
  await form.field("What the number counts").fill(label);
  await form.field("The number").fill("about 1,240");
  await form.field("Area").fill("The whole force area");
  await form.field("Period").fill("Year to March 2026");
  await form.field("Source").fill("Office for National Statistics, table 5");
  await form.fillDate("As at", "2026-07-20");
  await form.press("Save");
  await form.refused("Enter a number, such as 1,240 or 3.5");
  await expect(form.field("The number")).toHaveValue("about 1,240");
  await expect(form.question("As at").getByLabel("Month", { exact: true })).toHaveValue("7");
  await form.field("The number").fill("1,240");
  await form.press("Save");
  await (await figures.on()).says(`“${label}” is saved.`);
  await expect(figures.row(label)).toContainText("Shown");

  await page.goto("/reach");
  const context = page.getByRole("region", { name: "For context" });
  await expect(context).toContainText(`${label}: 1,240`);
  await expect(context).toContainText("Source: Office for National Statistics, table 5, as at Monday 20 July 2026.");
  await page.goto("/admin/context");
  await (await figures.openEntry(label, "Change a figure")).press("Take it out of reports");
  await (await figures.on()).says("It is out of the reports.");
  await page.goto("/reach");
  await expect(page.locator("main")).not.toContainText(label);
});
