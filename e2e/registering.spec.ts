import { execFileSync } from "node:child_process";
import { SANDBOX_CHOICES } from "#components/instance-roles/create/sandbox-choices.ts";
import { makeRole } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

test.beforeEach(({ signInAs, account: _connected }) => signInAs("ADMIN"));

test("a good role becomes Active while its page is open", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.getByRole("button", { name: "Create Instance Role" }).click();
  await page.getByLabel("Role ARN").fill(`  "${role.arn}",`);
  await expect(page.getByText(`role ${role.name}, in account ${account.accountId}`)).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(role.name);
  await page.getByRole("button", { name: "Create", exact: true }).click();

  await expect(page.getByRole("heading", { name: role.name })).toBeVisible();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
  await expect(page.getByRole("listitem").filter({ hasText: "rolecall-node" })).toContainText(
    "attached by Rolecall",
  );
  await expect(page.getByText(`instance-profile/rolecall/${role.name}`)).toBeVisible();
});

test("a role that EC2 may not assume shows its fix, which makes it Active", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeOwnRole(account.accountId, "lambda.amazonaws.com");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await page.getByLabel("Role ARN").fill(role.arn);
  await page.getByRole("button", { name: "Create", exact: true }).click();

  const notice = page.getByRole("region", { name: "EC2 is not allowed to assume this role" });
  await expect(notice).toContainText("Who can fix it: The role's owner");
  await notice.getByRole("button", { name: "Copy the policy" }).click();
  await role.trust(await page.evaluate(() => navigator.clipboard.readText()));
  await notice.getByRole("button", { name: "Retry" }).click();

  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
  await expect(notice).toBeHidden();
  await expect(page.getByText("Registration failed: EC2 is not allowed to assume this role")).toBeVisible();
});

test("the list updates and says why a role failed", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "lambda.amazonaws.com");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await expect(page.getByRole("heading", { name: "No role is registered yet" })).toBeVisible();
  // Registered as from another tab or a script.
  const answer = await page.request.post(`/api/v1/workspaces/${workspace.slug}/instance-roles`, {
    data: { name: "from elsewhere", roleArn: role.arn },
    headers: { origin: process.env.ROLECALL_URL as string },
  });
  expect(answer.status()).toBe(202);
  const row = page.getByRole("rowgroup").filter({ hasText: "from elsewhere" });
  await expect(row).toContainText("EC2 is not allowed to assume this role");
  await row.getByRole("link", { name: "Fix it" }).click();
  await expect(page.getByRole("heading", { name: "from elsewhere" })).toBeVisible();
});

test("the field says what was pasted instead of a role ARN", async ({ page, workspace, account }) => {
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  const field = page.getByLabel("Role ARN");
  await field.fill(`arn:aws:iam::${account.accountId}:instance-profile/etl`);
  await expect(page.getByText("Paste the ARN of the role inside it.")).toBeVisible();
  await field.fill("arn:aws:iam::111122223333:role/etl");
  await expect(page.getByText("Account 111122223333 is not connected to this workspace.")).toBeVisible();
  await field.fill("https://example.com/arn:aws:iam::111122223333:role/etl");
  await page.getByRole("button", { name: "Use arn:aws:iam::111122223333:role/etl" }).click();
  await expect(field).toHaveValue("arn:aws:iam::111122223333:role/etl");
});

test("a pasted session is looked up in AWS, and its role's ARN can be used", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  const field = page.getByLabel("Role ARN");
  await field.fill(`arn:aws:sts::${account.accountId}:assumed-role/${role.name}/i-0123456789abcdef0`);
  await page.getByRole("button", { name: `Look for ${role.name} in ${account.accountId}` }).click();
  await page.getByRole("button", { name: `Use ${role.arn}` }).click();
  await expect(field).toHaveValue(role.arn);
  await expect(page.getByText("Well-formed: role")).toBeVisible();
});

test("several pasted roles lead to the import with the pasted text", async ({ page, workspace, account }) => {
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  const arns = ["one", "two"].map((name) => `arn:aws:iam::${account.accountId}:role/${name}`);
  await page.getByLabel("Role ARN").fill(arns.join(","));
  await expect(page.getByText("Well-formed")).toBeHidden();
  await page.getByRole("link", { name: "Import them together" }).click();
  await expect(page.getByRole("textbox", { name: "Rows" })).toHaveValue(arns.join(","));
  await page.getByRole("button", { name: "Check rows" }).click();
  await expect(page.getByRole("heading", { name: "All 2 rows are ready" })).toBeVisible();
});

test("nothing is judged during typing, and a registered role is linked to", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeRole(workspace, account, { name: "here already" });
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  const field = page.getByLabel("Role ARN");
  await field.pressSequentially("arn:aws:ia");
  await expect(page.getByText("Part of the ARN is missing")).toBeVisible();
  await field.press("m");
  await expect(page.getByText("Part of the ARN is missing")).toBeHidden();
  await field.fill(role.roleArn);
  await expect(page.getByRole("link", { name: "here already" })).toBeVisible();
});

test.describe("a role that is registered already", () => {
  test.use({ allowedInConsole: [/409/] });

  test("is linked to on refusal, and what was typed stays", async ({ page, workspace, account }) => {
    const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
    for (const name of ["first", "second"]) {
      await page.goto(`/${workspace.slug}/instance-roles?create=1`);
      await page.getByLabel("Role ARN").fill(role.arn);
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("Description").fill("nightly");
      await page.getByRole("button", { name: "Create", exact: true }).click();
      if (name === "first") await expect(page.getByRole("heading", { name: "first" })).toBeVisible();
    }
    await expect(page.getByLabel("Description")).toHaveValue("nightly");
    await page.getByRole("link", { name: "Go to first" }).click();
    await expect(page.getByRole("heading", { name: "first" })).toBeVisible();
  });
});

test("a user without an ARN can pick one of the sandbox's", async ({ page, workspace }) => {
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await page.getByRole("button", { name: "/ten-teams" }).click();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Failed");
});

test("the roles the form offers exist in the sandbox and end as it says", () => {
  const lines = execFileSync(process.execPath, ["sandbox/roles.ts"], { encoding: "utf8" }).trim().split("\n");
  const expected = new Map(
    lines.map((line) => [JSON.parse(line).arn as string, JSON.parse(line).expect as string]),
  );
  const ends = SANDBOX_CHOICES.map(({ arn }) =>
    expected.get(arn) === "ACTIVE" ? "ACTIVE" : expected.has(arn) && "FAILED",
  );
  expect(ends).toEqual(SANDBOX_CHOICES.map(({ leadsTo }) => leadsTo));
});
