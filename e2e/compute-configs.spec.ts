import { FAILED, makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";

const profileIn = (accountId: string) => `arn:aws:iam::${accountId}:instance-profile/rolecall/nodes`;

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("an admin creates a config with a chosen role and copies its launch parameters", async ({
      page,
      workspace,
      account,
      signInAs,
    }) => {
      await signInAs("ADMIN");
      await makeRole(workspace, account, { name: "etl", instanceProfileArn: profileIn(account.accountId) });
      await page.goto(`/${workspace.slug}/compute-configs`);
      await expectAccessible(page);
      await page.getByRole("link", { name: "Create compute config" }).click();
      await page.getByLabel("Name").fill("nightly");
      await page.getByLabel("Region").selectOption("eu-west-1");
      await page.getByLabel("Instance role").fill("etl");
      await page.getByLabel("Instance type").fill("m7i.large");
      await page.getByLabel("Tags").fill("team=data");
      await expectAccessible(page);
      await expect(async () => {
        await page.getByLabel("Instance role").fill("");
        await page.getByLabel("Instance role").fill("etl");
        await expect(page.getByText("Choose one of the roles that are found.")).toHaveCount(0, {
          timeout: 500,
        });
      }).toPass();
      await page.getByRole("button", { name: "Create compute config" }).click();
      await expect(page.getByRole("heading", { name: "nightly", level: 1 })).toBeVisible();
      await expect(page.getByText("chosen here")).toBeVisible();
      await page.getByRole("link", { name: "Anyscale" }).click();
      await expect(page.getByText("It takes the instance profile's ARN")).toBeVisible();
      await expect(page.getByRole("region", { name: "Start machines with it" })).toContainText(
        profileIn(account.accountId),
      );
      await expectAccessible(page);
    });
  });
}

test("the default role applies where none is chosen, and a role that is not Active launches nothing", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  await makeRole(workspace, account, { name: "broken", ...FAILED });
  await page.goto(`/${workspace.slug}/compute-configs/new`);
  await page.getByLabel("Name").fill("nightly");
  await page.getByRole("button", { name: "Create compute config" }).click();
  await expect(
    page.getByText("No role was chosen, and the account has no default role").first(),
  ).toBeVisible();

  await page.goto(`/${workspace.slug}/compute-configs`);
  await page.getByRole("button", { name: /^Choose the default role of/ }).click();
  await expect(async () => {
    await page.getByLabel("Instance role").fill("");
    await page.getByLabel("Instance role").fill("broken");
    await expect(page.getByText("Choose one of the roles that are found.")).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: "Save default role" }).click();
  await expect(page.getByText("the account's default role", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "nightly" }).click();
  await expect(page.getByText("Machines cannot be started with broken")).toBeVisible();
});

test("a member sees configs and cannot change them", async ({ page, workspace, signInAs }) => {
  await signInAs("MEMBER");
  await page.goto(`/${workspace.slug}/compute-configs`);
  await expect(page.getByText("An admin of this workspace can create the first one.")).toBeVisible();
  await page.goto(`/${workspace.slug}/compute-configs/new`);
  await expect(page).toHaveURL(new RegExp(`/${workspace.slug}/compute-configs$`));
});
