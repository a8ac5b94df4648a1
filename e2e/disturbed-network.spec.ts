import type { Locator, Page } from "@playwright/test";
import { changeRole, makeRole } from "./api/arrange.ts";
import { awake } from "./support/awake.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

test.beforeEach(({ signInAs }) => signInAs("ADMIN"));

test.describe("a live update while the server", () => {
  test.use({ allowedInConsole: [/Failed to load resource/] });

  for (const trouble of ["answers with an error", "cannot be reached"] as const) {
    test(`${trouble} takes nothing that was typed, and comes later`, async ({ page, workspace, account }) => {
      const moving = { name: "moving", status: "REGISTERING", step: "verify" } as const;
      const { id } = await makeRole(workspace, account, moving);
      await page.goto(`/${workspace.slug}/instance-roles?create=1`);
      await page.getByLabel("Description").fill("nightly");
      await expect(page.getByText("Verifying…")).toBeVisible();

      await page.route("**/*", (route) =>
        trouble === "cannot be reached" ? route.abort() : route.fulfill({ status: 503, body: "" }),
      );
      const asked = page.waitForRequest(() => true);
      await changeRole(workspace, id, { status: "ACTIVE", step: null, lastVerifiedAt: new Date() });
      await asked;
      await page.unroute("**/*");

      await expect(page.getByRole("link", { name: "Active 1", includeHidden: true })).toBeVisible();
      await expect(page.getByLabel("Description")).toHaveValue("nightly");
    });
  }
});

test("on a slow network, the created role stays visible until its page is loaded", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  const rolePage = new RegExp(`/${workspace.slug}/instance-roles/[0-9a-f-]{36}\\?`);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(rolePage, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await page.getByLabel("Role ARN").fill(role.arn);
  await page.getByLabel("Description").fill("nightly");
  const asked = page.waitForRequest(rolePage);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await asked;
  await expect(page.getByRole("button", { name: "Creating…" })).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("nightly");

  arrive();
  await expect(page.getByRole("heading", { name: role.name })).toBeVisible();
  await page.getByRole("link", { name: "Instance roles" }).first().click();
  await page.getByRole("button", { name: "Create Instance Role" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("");
});

test.describe("signing out while the server cannot be reached", () => {
  test.use({ allowedInConsole: [/Failed to load resource/] });

  async function signOut(page: Page) {
    const palette = await openPalette(page);
    await palette.fill("sign out");
    await page.getByRole("option", { name: "Sign out" }).click();
  }

  test("shows an error, and works once the server can be reached", async ({ page, workspace }) => {
    await page.goto(`/${workspace.slug}/instance-roles`);
    await page.route("**/api/auth/**", (route) => route.abort());
    await signOut(page);
    await expect(page.getByText("You are still signed in.")).toBeVisible();
    await page.unroute("**/api/auth/**");
    await signOut(page);
    await expect(page.getByRole("heading", { name: "Sign in to Rolecall" })).toBeVisible();
  });
});

test("on a slow network, typing goes on while search results arrive", async ({
  page,
  workspace,
  account,
}) => {
  for (const name of ["one", "two", "three", "four"]) await makeRole(workspace, account, { name });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await openPalette(page);
  await expect(page.getByRole("option", { name: "two" })).toBeVisible();
  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: 1_000, uploadThroughput: -1 };
  await network.send("Network.emulateNetworkConditions", slow);
  const search = /instance-roles\?limit=8&q=o$/;
  const answering = page.waitForResponse(search);
  const givenUp = page.waitForEvent("requestfailed", (request) => search.test(request.url()));
  await page.keyboard.type("o");
  await answering;
  await page.keyboard.type("n");
  await givenUp;
  await expect(page.getByRole("option", { name: "one" })).toBeVisible();
});

async function openPalette(page: Page): Promise<Locator> {
  await awake(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: "Page, role or action" });
  await expect(palette).toBeFocused();
  return palette;
}
