import { PutRolePermissionsBoundaryCommand } from "@aws-sdk/client-iam";
import type { Page } from "@playwright/test";
import { makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { awake } from "./support/awake.ts";
import { adminOf, iamAs } from "./support/connection-role.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

test.beforeEach(({ signInAs, account: _connected }) => signInAs("ADMIN"));

async function check(page: Page, slug: string, arn: string) {
  await page.goto(`/${slug}/instance-roles?create=1`);
  await page.getByLabel("Role ARN").fill(arn);
  await page.getByRole("button", { name: "Check first" }).click();
}

/** A role that trusts Lambda, with a boundary that allows only reading S3. */
async function makeRoleWithTwoProblems(accountId: string) {
  const role = await makeOwnRole(accountId, "lambda.amazonaws.com");
  await iamAs(await adminOf(accountId)).send(
    new PutRolePermissionsBoundaryCommand({
      RoleName: role.name,
      PermissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    }),
  );
  return role;
}

test("a good role: the check lists the changes, and Create makes them", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await check(page, workspace.slug, role.arn);
  const result = page.getByRole("region", { name: "It would become Active" });
  await expect(result.getByRole("listitem").filter({ hasText: "Attach rolecall-node" })).toBeVisible();
  await expect(result.getByText(`Make the instance profile ${role.name}`)).toBeVisible();
  expect(await role.held()).toEqual([]);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
});

test("all problems are listed at once, each with its fix", async ({ page, workspace, account }) => {
  const role = await makeRoleWithTwoProblems(account.accountId);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await check(page, workspace.slug, role.arn);
  const result = page.getByRole("region", { name: "It would fail: 2 things stand in the way" });
  await expect(result.getByText("Who can fix it: The role's owner").first()).toBeVisible();
  await result.getByRole("button", { name: "Copy the policy" }).click();
  await role.trust(await page.evaluate(() => navigator.clipboard.readText()));

  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("region", { name: "It would fail: 1 thing stands in the way" })).toBeVisible();
  await expect(page.getByText("EC2 is not allowed to assume this role")).toBeHidden();
});

test("changing the ARN clears the result", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await check(page, workspace.slug, role.arn);
  await expect(page.getByRole("heading", { name: "It would become Active" })).toBeVisible();
  await page.getByLabel("Role ARN").press("End");
  await page.keyboard.type("x");
  await expect(page.getByRole("heading", { name: "It would become Active" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "What will happen" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Check first" })).toBeVisible();
});

test("text that is no role ARN is reported at the field without asking AWS", async ({ page, workspace }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await check(page, workspace.slug, "arn:aws:iam::418295702613:instance-profile/etl");
  await expect(page.getByLabel("Role ARN")).toBeFocused();
  await expect(page.getByLabel("Role ARN")).toHaveAttribute("aria-invalid", "true");
  expect(asked.filter((url) => url.endsWith("/check"))).toEqual([]);
});

test("a registered role is linked to", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await makeRole(workspace, account, { name: "the first", roleArn: role.arn });
  await check(page, workspace.slug, role.arn);
  await expect(page.getByRole("heading", { name: "This role is registered already" })).toBeVisible();
  // The field shows it too, once its own request is answered.
  const verdict = page.getByRole("region", { name: "This role is registered already" });
  await verdict.getByRole("link", { name: "the first →" }).click();
  await expect(page.getByRole("heading", { name: "the first" })).toBeVisible();
});

test("the check can be done by keyboard, and a screen reader announces the verdict", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeOwnRole(account.accountId, "lambda.amazonaws.com");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await awake(page);
  await page.keyboard.press("c");
  await expect(page.getByLabel("Role ARN")).toBeFocused();
  await page.keyboard.type(role.arn);
  await page.getByLabel("Description").focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "instance profile" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Check first" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "It would fail" })).toHaveText(
    "It would fail: 1 thing stands in the way",
  );
  await expect(page.getByRole("button", { name: "Check again" })).toBeFocused();
  const problem = page.getByText("EC2 is not allowed to assume this role");
  await expect(page.getByRole("tab", { name: "AWS CLI" })).toBeVisible();
  await problem.locator("xpath=ancestor::summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "AWS CLI" })).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}, on a phone`, () => {
    test.use({
      colorScheme,
      viewport: { width: 360, height: 740 },
      contextOptions: { reducedMotion: "reduce" },
    });

    test("nothing is cut off, and axe finds no problem", async ({ page, workspace, account }) => {
      const role = await makeRoleWithTwoProblems(account.accountId);
      await check(page, workspace.slug, role.arn);
      const verdict = page.getByRole("heading", { name: "It would fail: 2 things stand in the way" });
      await expect(verdict).toBeInViewport();
      await expect(page.getByRole("button", { name: "Create anyway" })).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole("button", { name: "Check again" })).toBeInViewport({ ratio: 1 });
      const overflow = await page
        .getByRole("dialog")
        .evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      expect(overflow).toBe(0);
      await page.getByText("The permissions boundary keeps the role from its work").click();
      await expectAccessible(page);
    });
  });
}
