import { FAILED, makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";

const TRUST_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    // Without transitions, because axe would measure the contrast of half-faded elements.
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" }, allowedInConsole: [/404/] });

    test("the sign-in", async ({ page }) => {
      await page.goto("/signin");
      await expectAccessible(page);
    });

    test("the list, its empty state and what opens over it", async ({
      page,
      workspace,
      account,
      signInAs,
    }) => {
      await signInAs("ADMIN");
      await page.goto(`/${workspace.slug}/instance-roles`);
      await expectAccessible(page);
      await makeRole(workspace, account, { name: "active", lastVerifiedAt: new Date() });
      await makeRole(workspace, account, { name: "failed", ...FAILED });
      await makeRole(workspace, account, { name: "moving", status: "REGISTERING", step: "verify" });
      await makeRole(workspace, account, { name: "going", status: "DELETING" });
      await page.reload();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Create Instance Role" }).click();
      await page.getByLabel("Role ARN").fill("etl");
      await page.getByRole("button", { name: "Create", exact: true }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Jump to" }).click();
      await expect(page.getByRole("option", { name: /^failed / })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Guide" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.goto(`/${workspace.slug}/instance-roles?q=nobody`);
      await expectAccessible(page);
      await page.goto(`/${workspace.slug}/aws-accounts`);
      await expectAccessible(page);
    });

    test("a role, failed and Active", async ({ page, workspace, account, signInAs }) => {
      await signInAs("ADMIN");
      const failed = await makeRole(workspace, account, {
        name: "failed",
        status: "FAILED",
        failure: {
          reason: "trust_no_ec2",
          facts: { trustPolicy: TRUST_POLICY, trusts: ["lambda.amazonaws.com"] },
          step: "check_trust",
          aws: { action: "iam:GetRole", code: "AccessDenied", requestId: "3f2c1a88" },
        },
      });
      const policy = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
      const active = await makeRole(workspace, account, {
        name: "active",
        requiredPolicies: [
          { name: "AmazonSSMManagedInstanceCore", arn: policy, attachedBy: "already_there" },
        ],
        warnings: [{ code: "trust_open_to_everyone", facts: {} }],
        instanceProfileArn: `arn:aws:iam::${account.accountId}:instance-profile/active`,
      });
      await page.goto(`/${workspace.slug}/instance-roles/${failed.id}`);
      await page.getByText("AWS code and request").click();
      await expectAccessible(page);
      await page.getByRole("tab", { name: "Terraform" }).click();
      await expectAccessible(page);
      await page.goto(`/${workspace.slug}/instance-roles/${active.id}`);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Delete role" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
    });

    test("what is not there", async ({ page, workspace, signInAs }) => {
      await signInAs("MEMBER");
      await page.goto(`/${workspace.slug}/instance-roles/nothing`);
      await expectAccessible(page);
      await page.goto("/nowhere/instance-roles");
      await expectAccessible(page);
    });
  });
}
