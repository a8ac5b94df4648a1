import { FAILED, makeRole } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";

test("a member sees roles and no way to change them", async ({ page, workspace, account, signInAs }) => {
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
});

test("an empty workspace tells a member who can begin", async ({ page, workspace, signInAs }) => {
  await signInAs("MEMBER");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await expect(page.getByText("An admin of this workspace can register the first one.")).toBeVisible();
});

test.describe("to a stranger", () => {
  test.use({ allowedInConsole: [/404/] });

  test("a workspace is not there", async ({ page, signInAs }) => {
    await signInAs("ADMIN");
    const response = await page.goto("/globex/instance-roles");
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible();
  });
});
