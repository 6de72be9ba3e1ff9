import { aPlace, aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { SchoolPage, StudentsPage } from "./pages/request-form";
import { hasScripts } from "./pages/service-page";

/** Two letters change places: what hurried fingers do. */
const withTypo = (word: string): string => `${word.slice(0, 2)}${word.charAt(3)}${word.charAt(2)}${word.slice(4)}`;

test("the right one of two schools of one name is found in spite of a typo", { tag: "@phone" }, async ({ db, page }) => {
  const name = `St ${aWord()}’s Primary School`;
  const near = await aPlace(db, { name });
  const far = await aPlace(db, { name });
  const both = `saint ${withTypo(name.split(" ")[1]?.replace("’s", "") ?? "")}`;
  const one = `${far.town} ${both}`;
  const school = await new SchoolPage(page).open();
  if (!hasScripts()) {
    await school.search(both);
    await expect(page.locator("main .govuk-radios__item")).toHaveCount(2);
    await school.search(one);
    await expect(page.locator("main .govuk-radios__item")).toHaveCount(1);
    await expect(page.locator("main .govuk-radios__item")).toContainText(far.town);
    await page.getByRole("radio", { name }).check();
    await school.press("Continue");
    await new StudentsPage(page).on();
    return;
  }
  const field = page.getByRole("combobox");
  const options = page.getByRole("option");
  await field.pressSequentially(both, { delay: 5 });
  await expect(options.filter({ hasText: near.town })).toHaveCount(1);
  await expect(options.filter({ hasText: far.town })).toHaveCount(1);
  await expect(page.getByRole("status")).toHaveText("2 found.");
  await field.fill(one);
  await expect(options).toHaveCount(1);
  await expect(options).toContainText(far.town);
  await field.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await field.press("Enter");
  await expect(field).toHaveValue(new RegExp(far.postcode));
  await school.press("Continue");
  await new StudentsPage(page).on();
});

test("whoever finds nothing is told what else to try", { tag: "@phone" }, async ({ page }) => {
  const school = await new SchoolPage(page).open();
  await school.search(`${aWord()} ${aWord()}`);
  await expect(page.locator("main")).toContainText("Nothing found for");
  await (await school.notListed()).goBack();
  await school.on();
});
