import { FAILED, makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" }, allowedInConsole: [/422/] });

    test("a design becomes documents while it is typed, and leads to registering", async ({
      page,
      workspace,
      account,
      signInAs,
    }) => {
      await signInAs("ADMIN");
      await page.goto(`/${workspace.slug}/role-builder`);
      await page.getByLabel("Role name").fill("etl-nightly");
      await page.getByLabel("Bucket", { exact: true }).fill("raw-data");
      await page.getByLabel("Prefix").fill("in/2026");
      const outcome = page.getByRole("region", { name: "What comes of it" });
      await outcome.getByRole("tab", { name: "JSON" }).click();
      await expect(outcome.getByText("arn:aws:s3:::raw-data/in/2026/*").first()).toBeVisible();
      await expectAccessible(page);

      await page.getByLabel("Bucket", { exact: true }).fill("Raw_Data");
      await expect(page.getByText("A bucket's name has no capital letters")).toBeVisible();
      await expectAccessible(page);

      await page.getByLabel("Bucket", { exact: true }).fill("raw-data");
      await outcome.getByRole("link", { name: "Register it" }).click();
      await expect(page.getByRole("dialog").getByLabel("Role ARN")).toHaveValue(
        `arn:aws:iam::${account.accountId}:role/etl-nightly`,
      );
    });
  });
}

test("whoever has no role yet is led to the builder, and back with its ARN", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.getByRole("link", { name: "Build a role" }).click();
  await expect(page.getByRole("heading", { name: "Role builder" })).toBeVisible();
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await page.getByRole("dialog").getByRole("link", { name: "No role yet? Build one" }).click();
  await expect(page.getByRole("heading", { name: "Role builder" })).toBeVisible();

  const roleArn = `arn:aws:iam::${account.accountId}:role/team/data/etl-new`;
  const { id } = await makeRole(workspace, account, { ...FAILED, name: "etl-new", roleArn });
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await page.getByRole("link", { name: "Build etl-new in the role builder" }).click();
  await expect(page.getByLabel("Role name")).toHaveValue("etl-new");
  await expect(page.getByLabel("Path", { exact: true })).toHaveValue("/team/data/");
  await page.getByRole("link", { name: "Register it" }).click();
  await expect(page.getByRole("dialog").getByLabel("Role ARN")).toHaveValue(roleArn);
  await expect(page.getByRole("dialog").getByRole("link", { name: "etl-new →" })).toBeVisible();
});

test("a risky additional statement is reported", async ({ page, workspace, account, signInAs }) => {
  await signInAs("MEMBER");
  await page.goto(`/${workspace.slug}/role-builder`);
  await page.getByLabel("Role name").fill(`etl-${account.accountId}`);
  await page.getByText("Path, tags, boundary, further statements").click();
  await page
    .getByLabel("Further statements")
    .fill('{"Effect":"Allow","Action":"s3:ListObjectsV2","Resource":"arn:aws:s3:::raw-data"}');
  const findings = page.getByRole("list", { name: "Findings" });
  await expect(findings.getByText("the call is allowed by s3:ListBucket")).toBeVisible();
  await expect(page.getByRole("link", { name: "Register it" })).toHaveCount(0);
});
