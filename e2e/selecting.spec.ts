import type { Page } from "@playwright/test";
import { changeRole, FAILED, makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const bar = (page: Page) => page.getByRole("region", { name: "Selected roles" });

test.describe("an admin", () => {
  test.beforeEach(({ signInAs }) => signInAs("ADMIN"));

  test("selects rows by mouse and by keyboard, ranges too", async ({ page, workspace, account }) => {
    for (const name of ["echo", "delta", "charlie", "bravo", "alpha"])
      await makeRole(workspace, account, { name });
    await makeRole(workspace, account, { name: "going", status: "DELETING" });
    await page.goto(`/${workspace.slug}/instance-roles?sort=name`);
    await expect(bar(page)).toBeHidden();
    await box(page, "bravo").check();
    await expect(bar(page)).toContainText("1 role selected");
    await box(page, "delta").click({ modifiers: ["Shift"] });
    await expect(bar(page)).toContainText("3 roles selected");
    await expect(box(page, "charlie")).toBeChecked();

    await box(page, "delta").focus();
    await page.keyboard.press("ArrowDown");
    await expect(box(page, "echo")).toBeFocused();
    await page.keyboard.press("Space");
    for (let up = 0; up < 4; up++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+Space");
    await expect(bar(page)).toContainText("5 roles selected");
    await expect(box(page, "going")).toBeDisabled();
    await expect(page.getByRole("checkbox", { name: "Select all on this page" })).toBeChecked();

    await page.keyboard.press("Escape");
    await expect(bar(page)).toBeHidden();
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await expect(bar(page)).toContainText("5 roles selected");
    // Rows of other pages are not selected.
    await page.getByRole("searchbox").fill("alpha");
    await expect(bar(page)).toContainText("1 role selected");
  });

  test("retries all failed roles at once", async ({ page, workspace, account }) => {
    const roles = await Promise.all([1, 2].map(() => makeOwnRole(account.accountId, "ec2.amazonaws.com")));
    for (const { name, arn } of roles) await makeRole(workspace, account, { name, roleArn: arn, ...FAILED });
    await makeRole(workspace, account, { name: "fine" });
    await page.goto(`/${workspace.slug}/instance-roles`);
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await bar(page).getByRole("button", { name: "Retry 2 failed" }).click();
    await expect(page.getByRole("status", { name: "Outcome" })).toHaveText("2 retried: 2 Active.");
    await expect(bar(page)).toBeHidden();
    await expect(page.getByRole("link", { name: "Active 3" })).toBeVisible();
  });

  test("sees what a deletion undoes, in total and for each role, and afterwards AWS is as it was", async ({
    page,
    workspace,
    account,
  }) => {
    const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
    await page.goto(`/${workspace.slug}/instance-roles?create=1`);
    await page.getByLabel("Role ARN").fill(role.arn);
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
    await makeRole(workspace, account, { name: "untouched", ...FAILED });
    await makeRole(workspace, account, { name: "stays" });

    await page.goto(`/${workspace.slug}/instance-roles`);
    await box(page, role.name).check();
    await box(page, "untouched").check();
    await bar(page).getByRole("button", { name: "Delete roles" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete 2 roles" });
    await expect(dialog).toContainText("Detach 4 policies from 1 role; delete 1 instance profile.");
    const each = dialog.getByRole("list", { name: "Role by role" }).getByRole("listitem");
    await expect(each.filter({ hasText: role.name })).toContainText(
      `delete instance profile rolecall/${role.name}.`,
    );
    await expect(each.filter({ hasText: "untouched" })).toContainText("Rolecall has added nothing in AWS");
    await dialog.getByRole("button", { name: "Undo in AWS and delete" }).click();

    await expect(page.getByText("2 roles are being deleted.")).toBeVisible();
    await expect(page.getByRole("link", { name: "All 1" })).toBeVisible();
    await expect(page.getByRole("link", { name: "stays", exact: true })).toBeVisible();
    expect(await role.held()).toEqual([]);
  });

  test("on a phone selects and deletes from the cards", async ({ page, workspace, account }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ["one", "two"]) await makeRole(workspace, account, { name, ...FAILED });
    await page.goto(`/${workspace.slug}/instance-roles`);
    await box(page, "one").check();
    await bar(page).getByRole("button", { name: "Select all 2 here" }).click();
    await expect(bar(page)).toContainText("2 roles selected");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await bar(page).getByRole("button", { name: "Select nothing" }).click();
    await expect(bar(page)).toBeHidden();
  });

  test.describe("when a request is refused", () => {
    test.use({ allowedInConsole: [/50\d|409/] });

    test("is told which role it was, and that role stays selected", async ({ page, workspace, account }) => {
      await makeRole(workspace, account, { name: "goes" });
      const { id } = await makeRole(workspace, account, { name: "refused" });
      await page.goto(`/${workspace.slug}/instance-roles`);
      await page.getByRole("checkbox", { name: "Select all on this page" }).check();
      await page.route(`**/instance-roles/${id}`, (route) =>
        route.request().method() === "DELETE"
          ? route.fulfill({ status: 503, json: { code: "internal", detail: "The database is away." } })
          : route.fallback(),
      );
      await bar(page).getByRole("button", { name: "Delete roles" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete 2 roles" });
      await expect(dialog).toContainText("Rolecall has added nothing in AWS for them.");
      await expect(dialog.getByRole("heading", { name: "Will be undone in AWS" })).toBeHidden();
      await dialog.getByRole("button", { name: "Delete roles" }).click();
      const told = page.getByRole("dialog", { name: "1 role not deleted" });
      await expect(told.getByRole("listitem")).toHaveText("refusedThe database is away.");
      await told.getByRole("button", { name: "Close" }).last().click();
      await expect(page.getByRole("link", { name: "All 1" })).toBeVisible();
      await expect(box(page, "refused")).toBeChecked();
    });
  });

  test("sees a role leave the selection when its removal begins", async ({ page, workspace, account }) => {
    const { id } = await makeRole(workspace, account, { name: "one" });
    await page.goto(`/${workspace.slug}/instance-roles`);
    await box(page, "one").check();
    await expect(bar(page)).toBeVisible();
    await changeRole(workspace, id, { status: "DELETING" });
    await expect(bar(page)).toBeHidden();
  });
});

test("a member cannot select rows", async ({ page, workspace, account, signInAs }) => {
  await signInAs("MEMBER");
  await makeRole(workspace, account, { name: "etl" });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await expect(page.getByRole("link", { name: "etl", exact: true })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("the bar and its dialog are accessible", async ({ page, workspace, account, signInAs }) => {
      await signInAs("ADMIN");
      await makeRole(workspace, account, { name: "fine", lastVerifiedAt: new Date() });
      await makeRole(workspace, account, { name: "failed", ...FAILED });
      await makeRole(workspace, account, { name: "going", status: "DELETING" });
      await page.goto(`/${workspace.slug}/instance-roles`);
      await box(page, "fine").check();
      await expect(bar(page)).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(page);
      await bar(page).getByRole("button", { name: "Delete roles" }).click();
      await expect(page.getByRole("list", { name: "Role by role" })).toBeVisible();
      await expectAccessible(page);
    });
  });
}
