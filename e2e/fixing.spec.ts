import { FAILED, makeRole, makeUndeleted } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

test.beforeEach(({ signInAs }) => signInAs("ADMIN"));

test("an entry with a wrong ARN is replaced with the right one", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  const wrongArn = role.arn.replace(":role/", ":role/old/path/");
  await makeRole(workspace, account, {
    name: "nightly",
    description: "Loads the warehouse",
    roleArn: wrongArn,
    status: "FAILED",
    failure: { reason: "role_arn_mismatch", facts: { actualArn: role.arn }, step: "find_role" },
  });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.getByRole("link", { name: "Fix it" }).click();
  await page.getByRole("button", { name: "Register that one instead" }).click();
  await expect(page.getByLabel("Role ARN")).toHaveValue(role.arn);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("nightly");
  await expect(page.getByLabel("Description")).toHaveValue("Loads the warehouse");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
  await expect(page.getByRole("region", { name: "Ready to use" })).toContainText(role.name);
});

test("a message with what the role's owner has to do can be copied", async ({ page, workspace, account }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id, roleArn } = await makeRole(workspace, account, { name: "etl", ...FAILED });
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await page.getByRole("button", { name: "Copy a message for your AWS admin" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const message = await page.evaluate(() => navigator.clipboard.readText());
  expect(message).toContain(`It could not prepare the role ${roleArn}: There is no such role.`);
  expect(message).toContain("Rolecall prepares the IAM roles");
  expect(message).toContain("#/roles/create");
  expect(message).toContain("aws iam create-role");
  expect(message).toContain(page.url());
});

const STUCK = [
  {
    title: "Rolecall may not take back what it added",
    failure: {
      reason: "undo_denied",
      facts: {
        denied: [{ action: "iam:DetachRolePolicy" }],
        remaining: [{ kind: "policy", policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }],
      },
      step: "attach_policies",
    },
  },
  {
    title: "AWS asked Rolecall to slow down",
    failure: {
      reason: "aws_throttled",
      facts: { service: "iam", action: "iam:DetachRolePolicy", waitedMs: 60_000 },
      step: "attach_policies",
    },
  },
];

for (const { title, failure } of STUCK) {
  test(`a failed removal is finished by deleting again, not by registering: ${title}`, async ({
    page,
    workspace,
    account,
  }) => {
    const { id } = await makeUndeleted(workspace, account, { name: "stuck", failure });
    await page.goto(`/${workspace.slug}/instance-roles/${id}`);
    const notice = page.getByRole("region", { name: title });
    await expect(notice).toBeVisible();
    await expect(page.getByRole("button", { name: "Retry" })).toHaveCount(0);
    await notice.getByText("Details").click();
    await expect(notice.getByText("Detach policies")).toBeVisible();
    await notice.getByRole("button", { name: "Delete role" }).click();
    await expect(page.getByRole("dialog", { name: "Delete stuck" })).toBeVisible();
  });
}

test("a script with choices cannot be copied before one is made, and contains only that choice", async ({
  page,
  workspace,
  account,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const policy = (name: string) => `arn:aws:iam::${account.accountId}:policy/${name}`;
  const { id } = await makeRole(workspace, account, {
    name: "full",
    status: "FAILED",
    failure: {
      reason: "policy_quota_exceeded",
      facts: {
        attached: 8,
        quota: 10,
        needed: 4,
        attachedPolicyArns: ["a", "b", "c"].map(policy),
      },
      step: "attach_policies",
    },
  });
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await page.getByRole("tab", { name: "AWS CLI: detach" }).click();
  const panel = page.getByRole("tabpanel", { name: "AWS CLI: detach" });
  await panel.getByRole("checkbox", { name: "c" }).check();
  await expect(panel.getByText("Choose 1 more; then copy.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Copy AWS CLI: detach" })).toHaveCount(0);
  await panel.getByRole("checkbox", { name: "a" }).check();
  await panel.getByRole("button", { name: "Copy AWS CLI: detach" }).click();
  const script = await page.evaluate(() => navigator.clipboard.readText());
  expect(script.match(/policy\/\w+$/gm)).toEqual(["policy/a", "policy/c"]);
});

test("an admin accepts a finding with a reason, and withdraws it", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  const statement = {
    Effect: "Allow",
    Principal: { Service: "ec2.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": "ours" } },
  };
  await role.trust(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await page.getByLabel("Role ARN").fill(role.arn);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const notice = page.getByRole("region", { name: "EC2 does not meet the trust policy's conditions" });
  await notice.getByRole("button", { name: "Accept this finding…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Accept and register again" }).click();
  await expect(dialog.getByText("Say why the role works all the same")).toBeVisible();
  await dialog.getByLabel("Why the role works all the same").fill("Tried with one machine");
  await dialog.getByRole("button", { name: "Accept and register again" }).click();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
  await expect(page.getByText("because: Tried with one machine.")).toBeVisible();
  await page.getByRole("button", { name: "Take it back and register again" }).click();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Failed");
  await expect(notice).toBeVisible();
});
