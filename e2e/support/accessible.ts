import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects axe to find no problem on the current page. */
export async function expectAccessible(page: Page) {
  // After a client-side navigation the content may be there before the title.
  await expect(page).toHaveTitle(/./);
  const axe = new AxeBuilder({ page }).options({
    runOnly: RULES,
    // Passes are left out of the result, which would list every node.
    resultTypes: ["violations"],
  });
  // Without frames of other origins, axe needs no page of its own for their results.
  const { violations } = await axe.setLegacyMode().analyze();
  const told = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ html }) => html.slice(0, 160)),
  }));
  expect(told, `axe on ${page.url()}`).toEqual([]);
}
