import type { Page } from "@playwright/test";

/** Waits until React has taken over the page: a key that is pressed before is nobody's. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const [hasKey] = document.querySelectorAll("[aria-keyshortcuts]");
    return hasKey && Object.keys(hasKey).some((name) => name.startsWith("__reactProps"));
  });
}
