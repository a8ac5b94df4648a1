/** The page EC2 instances: seeing what machines run with, and changing it, on a desk, in the dark and on a phone. */
import { SESSION_COOKIE } from "#lib/auth/session-cookie.ts";
import { createSession } from "#lib/auth/session-store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { makeRole as roleRow } from "./api/arrange.ts";
import { ACME, startFleet } from "./instances/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { pendingAccount, setUp } from "./support/connected.ts";
import { makeRole } from "./support/engine.ts";
import { expect, test } from "./support/fixtures.ts";

const url = process.env.SANDBOX_URL as string;

/** An account that lets roles be attached, two Active roles of it, and twelve machines that run with the first. */
async function machinesOf(region: string) {
  const { ctx, account } = await pendingAccount(ACME, { includeAttach: true });
  await setUp(ctx, account);
  const workspaceId = ctx.workspace.id;
  await inWorkspace(workspaceId, (tx) =>
    tx.awsAccount.updateMany({ where: { workspaceId, id: account.id }, data: { status: "CONNECTED" } }),
  );
  const active = async (name: string) => {
    const roleArn = await makeRole(ACME, { profile: "nodes" });
    const profile = `${nameInArn(roleArn)}-nodes`;
    const instanceProfileArn = `arn:aws:iam::${ACME}:instance-profile/${profile}`;
    await roleRow(ctx.workspace, account, { name, roleArn, instanceProfileArn });
    return profile;
  };
  const profile = await active("reporting");
  await active("etl");
  await startFleet({ url }, { region, count: 12, profile });
  if (ctx.actor.kind !== "user") throw new Error("the account was connected by nobody");
  return { slug: ctx.workspace.slug, userId: ctx.actor.id };
}

const LOOKS = [
  { name: "in the light", region: "ap-northeast-1", use: { colorScheme: "light" } },
  { name: "in the dark", region: "ap-northeast-2", use: { colorScheme: "dark" } },
  {
    name: "on a phone",
    region: "ap-northeast-3",
    use: { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true },
  },
] as const;

for (const { name, region, use } of LOOKS) {
  test.describe(name, () => {
    test.use({ ...use, contextOptions: { reducedMotion: "reduce" } });

    test("an admin attaches a role to two machines, is told what they lose, and undoes it", async ({
      page,
      context,
    }) => {
      const { slug, userId } = await machinesOf(region);
      const value = await createSession(userId);
      await context.addCookies([{ name: SESSION_COOKIE, value, url: process.env.ROLECALL_URL as string }]);
      await page.goto(`/${slug}/ec2-instances?region=${region}`);
      const machines = page.getByRole("region", { name: "Machines" });
      await expect(machines.getByRole("listitem")).toHaveCount(12);
      await expect(machines.getByText("reporting").first()).toBeVisible();
      await expectAccessible(page);

      await page.getByRole("checkbox", { name: "Select worker-00001" }).check();
      await page.getByRole("checkbox", { name: "Select worker-00010" }).check();
      await page.getByRole("button", { name: "Attach role…" }).click();
      const dialog = page.getByRole("dialog", { name: "Attach role to 2 machines" });
      await expect(dialog).toContainText("2 machines lose what reporting may reach.");
      await expect(dialog).toContainText("Taking a role off is not revoking it.");
      await dialog.getByText("End those credentials as well").click();
      await expect(dialog).toContainText("AWSRevokeOlderSessions");
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Attach role" }).click();
      await expect(dialog).toContainText("Choose one of the Active roles that are found");
      const isFound = dialog.locator('option[value="etl"]');
      await dialog.getByLabel("Instance role").fill("etl");
      await expect(isFound).toHaveCount(1);
      await dialog.getByRole("button", { name: "Attach role" }).click();

      const change = page.getByRole("region", { name: "Change in hand" });
      await expect(change).toContainText("etl is attached to 2 machines.");
      await expect(machines.getByRole("link", { name: "etl" })).toHaveCount(2);
      await expectAccessible(page);
      await change.getByRole("button", { name: "Undo" }).click();
      await expect(change).toContainText("2 machines have back what they had.");
      await expect(machines.getByRole("link", { name: "reporting" })).toHaveCount(12);
    });
  });
}

test("an account that has not opted into it can be looked at, and turning it on leads to the documents", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await startFleet({ url }, { region: "ca-west-1", count: 1 });
  await signInAs("ADMIN");
  await page.goto(`/${workspace.slug}/ec2-instances?region=ca-west-1`);
  await expect(page.getByText("worker-00001").first()).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Turn on and open the set-up documents" }).click();
  await expect(page).toHaveURL(`/${workspace.slug}/aws-accounts/${account.id}`);
  await expect(page.getByText("attaching roles to EC2 instances").first()).toBeVisible();
});

test.describe("while AWS does not let Rolecall look", () => {
  test.use({ allowedInConsole: [/409/] });

  test("the page says so, and leads to the account", async ({ page, workspace, account, signInAs }) => {
    const connectionRoleArn = `arn:aws:iam::${account.accountId}:role/nobody-made-this`;
    await inWorkspace(workspace.id, (tx) =>
      tx.awsAccount.updateMany({ where: { workspaceId: workspace.id }, data: { connectionRoleArn } }),
    );
    await signInAs("MEMBER");
    await page.goto(`/${workspace.slug}/ec2-instances?region=eu-west-1`);
    const alert = page.getByRole("alert").filter({ hasText: "AWS does not let Rolecall into account" });
    await expect(alert).toBeVisible();
    await expect(page.getByRole("link", { name: `Open account ${account.accountId}` })).toBeVisible();
    await expectAccessible(page);
  });
});
