import { encryptExternalId } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`AWS accounts in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("connecting an account", async ({ page, workspace, signInAs }) => {
      await signInAs("ADMIN");
      await page.goto(`/${workspace.slug}/aws-accounts`);
      await expectAccessible(page);
      await page.goto(`/${workspace.slug}/aws-accounts/connect`);
      await page.getByRole("radio", { name: "All roles of the account" }).check();
      await page.getByText("Other choices").click();
      await page.getByLabel("AWS account ID").fill("production");
      await page.getByRole("button", { name: "Continue" }).click();
      await expectAccessible(page);
      await page.getByLabel("AWS account ID").fill("111122223333");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("heading", { name: "Create the role in AWS" })).toBeVisible();
      await page.getByText("What the role may do, and why").click();
      await expectAccessible(page);
      await page.getByRole("tab", { name: "JSON, by hand" }).click();
      await expectAccessible(page);
    });

    test("a failed account, the list and its dialogs", async ({ page, workspace, account, signInAs }) => {
      await signInAs("ADMIN");
      const failure = { reason: "assume_denied", facts: { connectionRoleArn: "" }, step: "connect" };
      const facts = { why: "attaches a required policy" };
      await inWorkspace(workspace.id, (tx) =>
        tx.awsAccount.updateMany({
          where: { workspaceId: workspace.id },
          data: {
            status: "FAILED",
            failure,
            checkedAt: new Date(),
            connectedAt: new Date(),
            pendingExternalId: encryptExternalId(account.id, "rc-pending"),
            checks: [
              { name: "assume", status: "failed", failure },
              { name: "quotas", status: "skipped", finding: "no_session", facts: {} },
              {
                name: "required_policy:rolecall-node",
                status: "warning",
                finding: "policy_outdated",
                facts: {},
              },
              { name: "permission:iam:AttachRolePolicy", status: "warning", finding: "newly_needed", facts },
              { name: "permission:iam:DetachRolePolicy", status: "passed", finding: "allowed", facts },
            ],
          },
        }),
      );
      await page.goto(`/${workspace.slug}/aws-accounts`);
      await expectAccessible(page);
      await page.goto(`/${workspace.slug}/aws-accounts/${account.id}`);
      await expect(page.getByText("The set-up of this account can be brought up to date")).toBeVisible();
      for (const folded of await page.getByText(/^What to do: |^The other 1$/).all()) await folded.click();
      await expectAccessible(page);
      for (const action of [
        "Rename account",
        "Change connection role",
        "Cancel rotation",
        "Remove account",
      ]) {
        await page.getByRole("button", { name: "More actions" }).click();
        await page.getByRole("button", { name: action }).click();
        await expect(
          page.getByRole("dialog", { name: new RegExp(action.split(" ")[0] as string) }),
        ).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
      }
    });

    test("the operator's page", async ({ page, signInAs }) => {
      await signInAs("ADMIN");
      await page.goto("/operator");
      await expectAccessible(page);
    });
  });
}
