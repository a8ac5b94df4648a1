import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { adminOf, iamAs } from "./support/connection-role.ts";
import { connectSeeded, expect, test } from "./support/fixtures.ts";
import { makeOwnRole } from "./support/own-role.ts";

test.beforeEach(({ signInAs }) => signInAs("ADMIN"));

/** As the set-up documents do where an admin has chosen so. */
async function allowListing(accountId: string) {
  const Statement = [{ Effect: "Allow", Action: "iam:ListRoles", Resource: "*" }];
  await iamAs(await adminOf(accountId)).send(
    new PutRolePolicyCommand({
      RoleName: "rolecall-connection",
      PolicyName: "list-roles",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    }),
  );
}

test("an account that does not let its roles be listed is said, with how to allow it", async ({
  page,
  workspace,
  account,
}) => {
  await page.goto(`/${workspace.slug}/instance-roles?create=1`);
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: "List the account's roles" }).click();
  await expect(panel.getByText("it lacks iam:ListRoles")).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Add it to the set-up documents" }).click();
  await panel.getByRole("link", { name: "Open the set-up documents" }).click();
  await expect(page).toHaveURL(new RegExp(`/aws-accounts/${account.id}$`));
  await expect(page.getByText("listing the account's roles")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("roles are picked from AWS: one into the form, several into the import", async ({
      page,
      workspace,
    }) => {
      const account = await connectSeeded(workspace, "globex");
      await allowListing(account.accountId);
      const [one, other, lambda] = [
        await makeOwnRole(account.accountId, "ec2.amazonaws.com"),
        await makeOwnRole(account.accountId, "ec2.amazonaws.com"),
        await makeOwnRole(account.accountId, "lambda.amazonaws.com"),
      ];
      const here = await makeOwnRole(account.accountId, "ec2.amazonaws.com");
      await makeRole(workspace, account, { name: "here-before", roleArn: here.arn });
      await page.goto(`/${workspace.slug}/instance-roles?create=1`);
      const panel = page.getByRole("dialog");
      await panel.getByRole("button", { name: "List the account's roles" }).click();
      const search = panel.getByRole("searchbox", { name: "Search the account's roles" });
      await search.fill(lambda.name);
      await expect(panel.getByText(/^0 of \d+ roles\.$/)).toBeVisible();
      await panel.getByRole("checkbox", { name: "Only roles whose trust policy allows EC2" }).uncheck();
      await expect(panel.getByText("Its trust policy does not allow EC2")).toBeVisible();
      await search.fill(here.name);
      await expect(panel.getByRole("link", { name: "Registered as here-before" })).toBeVisible();
      await expectAccessible(page);
      await search.fill(one.name);
      await panel.getByRole("checkbox", { name: one.name }).check();
      await panel.getByRole("button", { name: "Use this role" }).click();
      await expect(panel.getByLabel("Role ARN")).toHaveValue(one.arn);

      await panel.getByLabel("Role ARN").fill("");
      await panel.getByRole("button", { name: "List the account's roles" }).click();
      await search.fill(one.name);
      await panel.getByRole("checkbox", { name: one.name }).check();
      await search.fill(other.name);
      await panel.getByRole("checkbox", { name: other.name }).check();
      await panel.getByRole("button", { name: "Import 2 roles" }).click();
      await expect(page.getByRole("textbox", { name: "Rows" })).toHaveValue(`${one.arn}\n${other.arn}`);
    });
  });
}
