/** Connecting an AWS account and managing it, as an admin does. The sandbox's administrator acts for the customer. */
import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { makeRole } from "./api/arrange.ts";
import { adminOf, applySetup } from "./support/connection-role.ts";
import { connectAccount, type TestConnection, type TestWorkspace } from "./support/factories.ts";
import { expect, test } from "./support/fixtures.ts";

/** An account without a connection. */
const STAGING = "640271935518";
/** An account whose connection role does not require the external ID. */
const OPEN_DOOR = "701300000125";

const uniqueRole = () => `rolecall-browser-${randomBytes(5).toString("hex")}`;

/** Applies the set-up documents of the account on the page, as its administrator. */
async function setUpInAws(page: Page, workspace: TestWorkspace): Promise<void> {
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const address = `/api/v1/workspaces/${workspace.slug}/aws-accounts/${id}/setup?format=json`;
  const documents = await (await page.request.get(address)).json();
  await applySetup(await adminOf(documents.accountId), documents);
}

async function seededConnection(accountId: string): Promise<TestConnection> {
  const answer = await fetch(new URL("/_sandbox/connections", process.env.SANDBOX_URL));
  const connections = (await answer.json()) as TestConnection[];
  const found = connections.find((connection) => connection.accountId === accountId);
  if (!found) throw new Error(`the sandbox connects no account ${accountId}`);
  const { connectionRoleArn, externalId } = found;
  return { accountId, connectionRoleArn, externalId };
}

const status = (page: Page) => page.getByRole("status", { name: "Status" });

test("an admin connects the account of a pasted ARN, returns to the form, and the role becomes Active", async ({
  page,
  workspace,
  signInAs,
}) => {
  await signInAs("ADMIN");
  const roleArn = `arn:aws:iam::${STAGING}:role/team/data/batch`;
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  await page.getByRole("textbox", { name: "Role ARN" }).fill(roleArn);
  await page.getByRole("link", { name: "Connect it" }).click();

  await expect(page.getByLabel("AWS account ID")).toHaveValue(STAGING);
  await page.getByRole("radio", { name: "All roles of the account" }).check();
  await page.getByText("Other choices").click();
  await page.getByLabel("Connection role").fill(uniqueRole());
  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.getByRole("heading", { name: "Create the role in AWS" })).toBeVisible();
  await expect(page.getByText(/^rc-[A-Za-z0-9]{32}$/)).toBeVisible();
  await setUpInAws(page, workspace);
  await page.getByRole("button", { name: "I have created it: check" }).click();

  await expect(status(page)).toHaveText("Connected");
  const told = page.getByRole("region", { name: "The account is connected" });
  await expect(told).toBeFocused();
  await expect(told).toBeInViewport();
  await page.getByText(/^\d+ passed$/).click();
  await expect(page.getByText("Nobody gets in without the external ID")).toBeVisible();
  await page.getByRole("link", { name: "Back to the form" }).click();
  await expect(page.getByRole("textbox", { name: "Role ARN" })).toHaveValue(roleArn);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(status(page)).toHaveText("Active");
});

test("a check before the set-up says what to do, and the wizard can be left and continued", async ({
  page,
  workspace,
  signInAs,
}) => {
  // The check retries until AWS shows the new role.
  test.slow();
  await signInAs("ADMIN");
  await page.goto(`/${workspace.slug}/aws-accounts`);
  await page.getByRole("link", { name: "Connect AWS account" }).click();
  await page.getByLabel("AWS account ID").fill("6402-7193-5518");
  await expect(page.getByText(`account ${STAGING}`)).toBeVisible();
  await page.getByRole("radio", { name: "All roles of the account" }).check();
  await page.getByText("Other choices").click();
  await page.getByLabel("Connection role").fill(uniqueRole());
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "I have created it: check" }).click();
  await expect(page.getByText("Waiting for AWS to accept the connection")).toBeVisible();

  const notice = page.getByRole("region", { name: "AWS does not let Rolecall into the account" });
  await expect(notice).toBeVisible({ timeout: 40_000 });
  const here = page.getByRole("list", { name: "Steps" }).locator("[aria-current=step]");
  await expect(here).toContainText("Create the role in AWS");
  await page.goto(`/${workspace.slug}/aws-accounts`);
  await page.getByRole("link", { name: STAGING, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: STAGING })).toBeVisible();
  await setUpInAws(page, workspace);
  await notice.getByRole("button", { name: "Check again" }).click();
  await expect(status(page)).toHaveText("Connected");
});

test("every format has its values filled in, and can be copied and downloaded", async ({
  page,
  workspace,
  signInAs,
}) => {
  await signInAs("ADMIN");
  await page.goto(`/${workspace.slug}/aws-accounts/connect?accountId=${STAGING}`);
  await page.getByRole("radio", { name: "All roles of the account" }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  const externalId = await page.getByText(/^rc-[A-Za-z0-9]{32}$/).textContent();
  for (const [tab, file] of [
    ["CloudFormation", `rolecall-${STAGING}.yaml`],
    ["Terraform", `rolecall-${STAGING}.tf`],
    ["AWS CLI", `rolecall-${STAGING}.sh`],
    ["JSON, by hand", `rolecall-${STAGING}.json`],
  ] as const) {
    await page.getByRole("tab", { name: tab }).click();
    const panel = page.getByRole("tabpanel", { name: tab });
    await expect(panel.locator("pre").filter({ hasText: externalId as string })).toBeVisible();
    const downloading = page.waitForEvent("download");
    await panel.getByRole("link", { name: `Download ${file}` }).click();
    expect((await downloading).suggestedFilename()).toBe(file);
  }
  await page.getByText("What the role may do, and why").click();
  await expect(page.getByText("hands the role to EC2 and to no other service")).toBeVisible();
});

test("a missing external ID check fails the account and offers the trust policy to apply", async ({
  page,
  workspace,
  signInAs,
}) => {
  await signInAs("ADMIN");
  const { id } = await connectAccount(workspace, await seededConnection(OPEN_DOOR));
  await page.goto(`/${workspace.slug}/aws-accounts/${id}`);
  await page.getByRole("button", { name: "Check now" }).click();
  const notice = page.getByRole("region", { name: "The connection role does not ask for the external ID" });
  await expect(notice).toBeVisible({ timeout: 40_000 });
  await expect(notice.getByRole("tabpanel", { name: "AWS console" })).toContainText("sts:ExternalId");
  await expect(status(page)).toHaveText("Needs attention");
});

test.describe("managing an account", () => {
  // A role of another account is refused.
  test.use({ allowedInConsole: [/422/] });

  test("renaming, rotating the external ID, and removing once no role is registered", async ({
    page,
    workspace,
    account,
    signInAs,
  }) => {
    await signInAs("ADMIN");
    const role = await makeRole(workspace, account, { name: "still-here" });
    await page.goto(`/${workspace.slug}/aws-accounts/${account.id}`);
    const choose = async (action: string) => {
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("button", { name: action }).click();
    };
    await choose("Rename account");
    await page.getByRole("textbox", { name: "Name" }).fill("Production");
    await page.getByRole("dialog").getByRole("button", { name: "Rename account" }).click();
    await expect(page.getByRole("heading", { name: "Production" })).toBeVisible();

    await choose("Rotate external ID");
    await page.getByRole("button", { name: "Make a new external ID" }).click();
    await expect(page.getByRole("heading", { name: "A new external ID is waiting" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "A new external ID is waiting" })).toBeFocused();
    await expect(page.getByText("Takes over once a check passes with it")).toBeVisible();
    // The existing stack is updated, not created a second time.
    await expect(page.getByText("choose Update, replace its template")).toBeVisible();
    await expect(page.getByText("as a new stack")).toBeHidden();

    await choose("Cancel rotation");
    await page.getByRole("button", { name: "Give up the new external ID" }).click();
    await expect(page.getByRole("heading", { name: "A new external ID is waiting" })).toBeHidden();

    await choose("Change connection role");
    await page
      .getByRole("textbox", { name: "Connection role ARN" })
      .fill("arn:aws:iam::111122223333:role/rolecall-connection");
    await page.getByRole("button", { name: "Change and check" }).click();
    await expect(page.getByText("The role is in account 111122223333")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();

    await choose("Remove account");
    await expect(page.getByRole("dialog").getByRole("link", { name: "still-here" })).toBeVisible();
    await expect(page.getByRole("dialog").getByRole("button", { name: "Remove account" })).toBeHidden();
    expect(role.status).toBe("ACTIVE");
  });
});

test("removing an account without roles says what stays in AWS", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  await page.goto(`/${workspace.slug}/aws-accounts/${account.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Remove account" }).click();
  await expect(page.getByText("stay there: delete the stack, or the role")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Remove account" }).click();
  await expect(page.getByRole("heading", { name: "No AWS account is connected yet" })).toBeVisible();
});

test("a member sees the account and cannot change it", async ({ page, workspace, account, signInAs }) => {
  await signInAs("MEMBER");
  await page.goto(`/${workspace.slug}/aws-accounts`);
  await expect(page.getByRole("link", { name: "Connect AWS account" })).toBeHidden();
  // Shown by its number until a check has found its alias.
  await page.getByRole("listitem").filter({ hasText: account.accountId }).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Set-up documents" })).toBeVisible();
  for (const button of ["Check now", "More actions"]) {
    await expect(page.getByRole("button", { name: button })).toBeHidden();
  }
});

test("the operator's page shows the platform principal and its problems", async ({ page, signInAs }) => {
  await signInAs("ADMIN");
  await page.goto("/operator");
  await expect(page.getByRole("heading", { name: "Operator" })).toBeVisible();
  await expect(page.getByText("arn:aws:iam::999988887777:user/rolecall/control-plane").first()).toBeVisible();
});
