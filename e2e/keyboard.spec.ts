import { makeRole } from "./api/arrange.ts";
import { awake } from "./support/awake.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

test.beforeEach(({ signInAs }) => signInAs("ADMIN"));

test("a role is registered and found without a mouse", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await makeRole(workspace, account, { name: "another" });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await awake(page);
  await page.keyboard.press("c");
  await page.keyboard.type(role.arn);
  await expect(page.getByLabel("Role ARN")).toHaveValue(role.arn);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");

  const palette = page.getByRole("combobox", { name: "Page, role or action" });
  await page.keyboard.press("Control+k");
  await expect(palette).toBeFocused();
  await page.keyboard.type("another");
  await expect(page.getByRole("option", { name: "another" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "another" })).toBeVisible();
  // The palette fades out, and is focused until it has.
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("Control+k");
  await expect(palette).toBeFocused();
  await page.keyboard.type(account.accountId);
  const accounts = page.getByRole("group", { name: "AWS accounts" });
  await expect(accounts.getByRole("option", { name: account.accountId })).toBeVisible();
  await palette.clear();
  await page.keyboard.type("instance roles");
  await page.getByRole("option", { name: "Instance roles" }).first().waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Instance roles" })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
});

test("text typed while a dialog opens goes into its field, and triggers no shortcut", async ({
  page,
  workspace,
}) => {
  // The code is loaded late, and not ahead.
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  await page.goto(`/${workspace.slug}/aws-accounts`);
  await awake(page);
  const typed = Promise.withResolvers<void>();
  await page.route("**/*.js", async (route) => {
    await typed.promise;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("?create/");
  typed.resolve();
  const palette = page.getByRole("combobox", { name: "Page, role or action" });
  await expect(palette).toHaveValue("?create/");
  await expect(page.getByRole("dialog")).toHaveCount(1);

  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("c");
  await page.keyboard.type("arn:aws:c?");
  await expect(page.getByLabel("Role ARN")).toHaveValue("arn:aws:c?");
  await expect(page.getByRole("dialog")).toHaveCount(1);
});

test("shortcuts are listed and can be turned off, and Escape returns the focus", async ({
  page,
  workspace,
}) => {
  await page.goto(`/${workspace.slug}/instance-roles`);
  await awake(page);
  await page.getByRole("button", { name: "Guide" }).focus();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Guide" });
  await help.getByRole("checkbox", { name: "Keys without Ctrl or ⌘" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Guide" })).toBeFocused();
  await page.keyboard.press("?");
  await expect(help).toBeHidden();
});

test("Tab begins with the skip link", async ({ page, workspace }) => {
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
