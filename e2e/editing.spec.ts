import { changeRole, makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";

test("an admin changes name and description, and only what was changed is sent", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  const { id } = await makeRole(workspace, account, { name: "etl", description: "nightly" });
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit etl" });
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("etl");
  await dialog.getByLabel("Description").fill("Loads the lake at night.\nAsk #data first.");
  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  expect((await sent).postDataJSON()).toEqual({ description: "Loads the lake at night.\nAsk #data first." });
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Ask #data first.")).toBeVisible();

  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("  etl of the lake ");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "etl of the lake", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
});

test("a member cannot edit", async ({ page, workspace, account, signInAs }) => {
  await signInAs("MEMBER");
  const { id } = await makeRole(workspace, account, { name: "etl" });
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await expect(page.getByRole("heading", { name: "etl", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
});

test.describe("a refused edit", () => {
  test.use({ allowedInConsole: [/409|ERR_FAILED/] });

  test("is shown beside its field, and what was typed stays", async ({
    page,
    workspace,
    account,
    signInAs,
  }) => {
    await signInAs("ADMIN");
    await makeRole(workspace, account, { name: "taken" });
    const { id } = await makeRole(workspace, account, { name: "etl" });
    await page.goto(`/${workspace.slug}/instance-roles/${id}`);
    await page.getByRole("button", { name: "Edit" }).click();
    const name = page.getByLabel("Name", { exact: true });
    const description = page.getByLabel("Description");
    await name.fill("");
    await description.fill("x".repeat(1_001));
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(name).toBeFocused();
    await expect(name).toHaveAccessibleDescription("Give the role a name");
    await expect(description).toHaveAccessibleDescription("A description has at most 1,000 characters");

    await name.fill("TAKEN");
    await description.fill("typed with care");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("link", { name: "Go to taken" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Edit" }).click();
    await expect(name).toHaveValue("TAKEN");
    await expect(description).toHaveValue("typed with care");
  });

  test("is explained when a removal has begun", async ({ page, workspace, account, signInAs }) => {
    await signInAs("ADMIN");
    const { id } = await makeRole(workspace, account, { name: "going" });
    await page.goto(`/${workspace.slug}/instance-roles/${id}`);
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("Name", { exact: true }).fill("too late");
    // No event reaches the page, so the request meets the role's new status.
    await page.route("**/events*", (route) => route.abort());
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await changeRole(workspace, id, { status: "DELETING" });
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "being deleted" })).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("too late");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("the dialog and its errors are accessible", async ({ page, workspace, account, signInAs }) => {
      await signInAs("ADMIN");
      const { id } = await makeRole(workspace, account, { name: "etl" });
      await page.goto(`/${workspace.slug}/instance-roles/${id}`);
      await page.getByRole("button", { name: "Edit" }).click();
      await expectAccessible(page);
      await page.getByLabel("Name", { exact: true }).fill("");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByText("Give the role a name")).toBeVisible();
      await expectAccessible(page);
    });
  });
}
