import type { Page } from "@playwright/test";
import { FAILED, makeRole } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

// Of a role that is gone the page asks what was left in AWS: the answer is a 404 that tells it.
test.use({ allowedInConsole: [/404/] });

test.beforeEach(({ signInAs }) => signInAs("ADMIN"));

test("deleting lists what will be undone, and afterwards AWS is as it was before", async ({
  page,
  workspace,
  account,
}) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await register(page, workspace.slug, role.arn);
  await page.getByRole("button", { name: "Delete role" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${role.name}` });
  for (const policy of ["AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy", "rolecall-node"]) {
    await expect(dialog.getByText(`Detach policy ${policy}`)).toBeVisible();
  }
  await expect(dialog.getByText(`Delete instance profile rolecall/${role.name}`)).toBeVisible();
  await dialog.getByRole("button", { name: "Undo in AWS and delete" }).click();

  await expect(page.getByText(`${role.name} is deleted.`)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/${workspace.slug}/instance-roles$`));
  expect(await role.held()).toEqual([]);
});

test("forgetting leaves AWS as it is", async ({ page, workspace, account }) => {
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  await register(page, workspace.slug, role.arn);
  const before = await role.held();
  await page.getByRole("button", { name: "Delete role" }).click();
  await page.getByRole("radio", { name: "Forget without touching AWS" }).check();
  await expect(page.getByText("Stays in AWS, made by Rolecall")).toBeVisible();
  await page.getByRole("button", { name: "Forget role" }).click();

  await expect(page.getByRole("heading", { name: "No role is registered yet" })).toBeVisible();
  expect(await role.held()).toEqual(before);
});

test("where nothing has to be undone, no choice is offered", async ({ page, workspace, account }) => {
  const { id } = await makeRole(workspace, account, { name: "broken", ...FAILED });
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await page.getByRole("button", { name: "Delete role" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete broken" });
  await expect(dialog.getByText("Rolecall has added nothing in AWS for this role.")).toBeVisible();
  await expect(dialog.getByRole("radio")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Delete role" }).click();
  await expect(page.getByText("broken is deleted.")).toBeVisible();
});

async function register(page: Page, slug: string, roleArn: string) {
  await page.goto(`/${slug}/instance-roles?create=1`);
  await page.getByLabel("Role ARN").fill(roleArn);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("status", { name: "Status" })).toHaveText("Active");
}
