import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects axe to find nothing on the page as it is now. */
export async function expectAccessible(page: Page) {
  // After a navigation in the page its content may stand a moment before its title does.
  await expect(page).toHaveTitle(/./);
  const axe = new AxeBuilder({ page }).options({
    runOnly: RULES,
    // What it found nothing wrong with would be described, node by node, for nobody.
    resultTypes: ["violations"],
  });
  // A page of its own would be opened to gather what other origins' frames say. There are none.
  const { violations } = await axe.setLegacyMode().analyze();
  const told = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ html }) => html.slice(0, 160)),
  }));
  expect(told, `axe on ${page.url()}`).toEqual([]);
}
