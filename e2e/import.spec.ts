import { readFile } from "node:fs/promises";
import { FAILED, makeImport, makeRole } from "./api/arrange.ts";
import { openShell } from "./fixes/paste.ts";
import { expectAccessible } from "./support/accessible.ts";
import { adminOf } from "./support/connection-role.ts";
import type { TestWorkspace } from "./support/factories.ts";
import { connectSeeded, expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

const rowsField = { name: "Rows" } as const;

test("an admin pastes a CSV, sees each row's verdict, corrects one, and the roles are registered", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  const [good, odd, failing] = [
    await makeOwnRole(account.accountId, "ec2.amazonaws.com"),
    await makeOwnRole(account.accountId, "ec2.amazonaws.com"),
    await makeOwnRole(account.accountId, "lambda.amazonaws.com"),
  ];
  const registered = await makeRole(workspace, account, { name: "here-before" });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByText("Example:")).toBeVisible();
  const lines = [
    "name;role_arn;description",
    `good;${good.arn};"loads; nightly"`,
    `odd;${odd.arn.replace("role/", "role/ ")};`,
    `failing;${failing.arn};`,
    `again;${registered.roleArn};`,
    `somebody;arn:aws:iam::${account.accountId}:user/ada;`,
  ];
  await page.getByRole("textbox", rowsField).fill(lines.join("\n"));
  // Applying the correction replaces the pasted ARN.
  await expect(page.getByText("Example:")).toBeHidden();
  await page.getByRole("button", { name: "Check rows" }).click();
  await expect(page.getByRole("heading", { name: "2 of 5 rows are ready" })).toBeVisible();
  const refused = page.getByRole("row").filter({ hasText: "somebody" });
  await expect(refused).toContainText("That is an IAM user (ada)");
  await page.getByRole("button", { name: `Use ${odd.arn}` }).click();
  await expect(page.getByRole("heading", { name: "3 of 5 rows are ready" })).toBeVisible();
  await page.getByRole("button", { name: "Here already 1" }).click();
  await expect(page.getByRole("link", { name: "Go to here-before" })).toBeVisible();

  await page.getByRole("button", { name: "Import 3 roles" }).click();
  await expect(page.getByRole("heading", { name: "1 role failed, 2 are Active" })).toBeVisible();
  const failure = page.getByRole("listitem").filter({ hasText: "EC2 is not allowed to assume this role" });
  await expect(failure).toContainText("Row 3");
  await failure.getByRole("link", { name: "failing", exact: true }).click();
  await expect(page.getByRole("heading", { name: "failing" })).toBeVisible();
});

test("a file can be dropped or chosen, and a list of ARNs is enough", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  await page.goto(`/${workspace.slug}/instance-roles/import`);
  const arns = [1, 2].map((number) => `arn:aws:iam::${account.accountId}:role/listed-${number}`);
  await page.getByLabel("File to import").setInputFiles({
    name: "roles.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(`\u{feff}${arns.join("\r\n")}\r\n`),
  });
  await expect(page.getByRole("heading", { name: "All 2 rows are ready" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "listed-1", exact: true })).toBeVisible();
  // A file that is not text is refused, and the rows stay.
  await page.getByLabel("File to import").setInputFiles({
    name: "roles.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0xfd]),
  });
  await expect(page.getByText("The file is not UTF-8")).toBeVisible();
  // The rows are still there after visiting another page.
  await page.reload();
  await expect(page.getByRole("textbox", rowsField)).toHaveValue(`${arns.join("\n")}\n`);
  // A credential is not kept, in the tab either.
  await page.getByRole("textbox", rowsField).fill("etl,AKIAIOSFODNN7EXAMPLE");
  await page.reload();
  await expect(page.getByRole("textbox", rowsField)).toHaveValue("");
});

/** An account whose roles no other browser test uses: all of them are registered. */
const GLOBEX = "globex";

/** `workspace` with the account of Globex connected, and what `aws iam list-roles` prints there, to the letter. */
async function printOfAccount(workspace: TestWorkspace): Promise<string> {
  const { accountId } = await connectSeeded(workspace, GLOBEX);
  const shell = await openShell();
  try {
    return await shell.run("aws iam list-roles", await adminOf(accountId));
  } finally {
    await shell.close();
  }
}

test.describe("what `aws iam list-roles` prints for a whole account is imported unedited in two clicks", () => {
  // They register roles of one account, which has one of each.
  test.describe.configure({ mode: "default" });

  test("from a file: choose it, import it; the outcome has the focus", async ({
    page,
    workspace,
    signInAs,
  }) => {
    await signInAs("ADMIN");
    const buffer = Buffer.from(await printOfAccount(workspace));
    const { Roles } = JSON.parse(String(buffer)) as { Roles: { RoleName: string; Path: string }[] };
    await page.goto(`/${workspace.slug}/instance-roles/import`);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose file" }).click();
    await (await chooser).setFiles({ name: "roles.json", mimeType: "application/json", buffer });
    await expect(page.getByRole("heading", { name: /ready$/ })).toBeFocused();
    await expect(page.getByText("Not read: Path,")).toContainText("AssumeRolePolicyDocument");
    await page.getByRole("button", { name: /^Import \d+ roles$/ }).click();
    await expect(page.locator("#progress")).toBeFocused();
    await expect(page.locator("#progress")).toBeInViewport();
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { name: `Import of ${Roles.length} rows` })).toBeVisible();
    await expect(page.getByRole("heading", { name: /failed, \d+ (is|are) Active$/ })).toBeVisible();
  });

  test("pasted: it is looked at at once, and the rows that cannot be are told why", async ({
    page,
    workspace,
    signInAs,
  }) => {
    await signInAs("ADMIN");
    const print = await printOfAccount(workspace);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`/${workspace.slug}/instance-roles/import`);
    await page.evaluate((text) => navigator.clipboard.writeText(text), print);
    await page.getByRole("textbox", rowsField).focus();
    await page.keyboard.press("ControlOrMeta+V");
    await expect(page.getByRole("heading", { name: /ready$/ })).toBeVisible();
    const refused = page.getByRole("row").filter({ hasText: "AWSServiceRoleForSupport" });
    await expect(refused).toContainText("To change");
    await page.getByRole("button", { name: /^Import \d+ roles$/ }).click();
    await expect(page.locator("#progress")).toBeFocused();
  });
});

test.describe("a table whose columns cannot be detected", () => {
  test.use({ allowedInConsole: [/422/] });

  test("gets its columns chosen and is checked at once; the earlier error is gone", async ({
    page,
    workspace,
    account,
    signInAs,
  }) => {
    await signInAs("ADMIN");
    await page.goto(`/${workspace.slug}/instance-roles/import`);
    const arn = (name: string) => `arn:aws:iam::${account.accountId}:role/${name}`;
    await page.getByRole("textbox", rowsField).fill(`task,node,team\n${arn("task")},${arn("node")},Nightly`);
    await page.getByRole("button", { name: "Check rows" }).click();
    const error = page.getByText("More than one column holds role ARNs.");
    await expect(error).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Role ARN").selectOption({ value: "2" });
    await expect(page.getByRole("heading", { name: "The row is ready" })).toBeVisible();
    await expect(error).toBeHidden();
    await page.getByText("Choose columns").click();
    await page.getByLabel("Name", { exact: true }).selectOption({ value: "3" });
    await expect(page.getByRole("cell", { name: "Nightly" })).toBeVisible();
    await expect(page.getByRole("cell", { name: "node" })).toBeVisible();
    await expectAccessible(page);
  });
});

test("failed rows are exported and retried, and the counts follow", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("ADMIN");
  const role = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
  const importId = await makeImport(workspace, { rows: 2, accepted: 1, refused: [REFUSED] });
  await makeRole(workspace, account, {
    name: "second",
    roleArn: role.arn,
    importId,
    importRow: 2,
    ...FAILED,
  });
  await page.goto(`/${workspace.slug}/instance-roles/import/${importId}`);
  await expect(page.getByRole("listitem").filter({ hasText: "Row 1" })).toContainText("Give the role a name");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain(`2,second,${role.arn},,failed,role_not_found`);
  await page.getByRole("button", { name: "Retry the failed role" }).click();
  await expect(page.getByRole("heading", { name: "The role is Active" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Retry/ })).toBeHidden();
});

const REFUSED = {
  row: 1,
  line: 7,
  status: "rejected",
  roleArn: "arn:aws:iam::123456789012:role/x",
  errors: [{ path: "name", code: "too_small", message: "Give the role a name" }],
};

test("a member cannot import, and is told who may", async ({ page, workspace, signInAs }) => {
  await signInAs("MEMBER");
  await page.goto(`/${workspace.slug}/instance-roles`);
  await expect(page.getByRole("link", { name: "Import" })).toBeHidden();
  await page.goto(`/${workspace.slug}/instance-roles/import`);
  await expect(page.getByRole("heading", { name: "Only admins may import" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds no problem, and the keyboard is enough", async ({
      page,
      workspace,
      account,
      signInAs,
    }) => {
      await signInAs("ADMIN");
      await page.goto(`/${workspace.slug}/instance-roles/import`);
      await expectAccessible(page);
      await page.getByRole("textbox", rowsField).focus();
      await page.keyboard.insertText(`role_arn\narn:aws:iam::${account.accountId}:role/none\nnonsense`);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { name: "1 of 2 rows is ready" })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Import 1 role" }).press("Enter");
      await expect(page.getByRole("heading", { name: "Import of 2 rows" })).toBeVisible();
      await expectAccessible(page);
    });

    test("on a phone nothing is wider than the screen", async ({ page, workspace, account, signInAs }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await signInAs("ADMIN");
      await page.goto(`/${workspace.slug}/instance-roles/import`);
      const long = `arn:aws:iam::${account.accountId}:role/${"deep/".repeat(40)}${"x".repeat(64)}`;
      await page.getByRole("textbox", rowsField).fill(`role_arn\n${long}`);
      await page.getByRole("button", { name: "Check rows" }).click();
      await expect(page.getByRole("heading", { name: "The row is ready" })).toBeVisible();
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    });
  });
}
