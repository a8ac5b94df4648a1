import type { Page } from "@playwright/test";

/** Waits until React has hydrated the page: a key pressed before that has no effect. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const [hasKey] = document.querySelectorAll("[aria-keyshortcuts]");
    return hasKey && Object.keys(hasKey).some((name) => name.startsWith("__reactProps"));
  });
}
