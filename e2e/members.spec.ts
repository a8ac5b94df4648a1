import { FAILED, makeRole } from "./api/arrange.ts";
import { awake } from "./support/awake.ts";
import { expect, test } from "./support/fixtures.ts";

test("a member sees roles and no controls to change them", async ({ page, workspace, account, signInAs }) => {
  await signInAs("MEMBER");
  await makeRole(workspace, account, { name: "broken", ...FAILED });
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await expect(page.getByRole("link", { name: "broken", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Create Instance Role" })).toBeHidden();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("link", { name: "broken", exact: true }).click();
  await expect(page.getByRole("region", { name: "There is no such role" })).toBeVisible();
  await expect(page.getByText("an admin of this workspace can retry")).toBeVisible();
  await expect(page.getByRole("button", { name: /Retry|Delete/ })).toHaveCount(0);
  await awake(page);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Guide" });
  await expect(keys).toContainText("Search the list");
  await expect(keys).not.toContainText(/Create|Select a/);
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Facts" }).getByRole("link", { name: account.accountId }).click();
  await expect(page).toHaveURL(new RegExp(`/aws-accounts/${account.id}$`));
});

test("an empty workspace tells a member who can register roles", async ({ page, workspace, signInAs }) => {
  await signInAs("MEMBER");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await expect(page.getByText("An admin of this workspace can register the first one.")).toBeVisible();
});

test.describe("a page that is not found", () => {
  test.use({ allowedInConsole: [/404/] });

  test("in a workspace links back to that workspace", async ({ page, workspace, signInAs }) => {
    await signInAs("MEMBER");
    await page.goto(`/${workspace.slug}/instance-roles/nothing`);
    const way = page.getByRole("link", { name: "Go to the instance roles" });
    await expect(way).toHaveAttribute("href", `/${workspace.slug}/instance-roles`);
  });

  test("is shown for a workspace of others", async ({ page, signInAs }) => {
    await signInAs("ADMIN");
    const response = await page.goto("/globex/instance-roles");
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible();
  });
});
