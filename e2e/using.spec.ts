import { makeRole } from "./api/arrange.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/fixtures.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("an Active role's page leads to how each product uses it", async ({
      page,
      workspace,
      account,
      signInAs,
    }) => {
      await signInAs("MEMBER");
      const { id } = await makeRole(workspace, account, {
        name: "etl",
        roleArn: `arn:aws:iam::${account.accountId}:role/full-but-complete`,
        instanceProfileArn: `arn:aws:iam::${account.accountId}:instance-profile/full-but-complete`,
      });
      await page.goto(`/${workspace.slug}/instance-roles/${id}`);
      await page.getByRole("link", { name: "Use it from your product" }).click();
      await expect(page.getByRole("heading", { name: "Use etl", level: 1 })).toBeVisible();
      const allowed = page.getByRole("region", { name: "The role's trust policy lets these in" });
      const anyscale = allowed
        .getByRole("listitem")
        .filter({ has: page.getByText("Anyscale", { exact: true }) });
      await anyscale.getByText("Anyscale", { exact: true }).click();
      await expect(anyscale.getByText("It takes the instance profile's ARN")).toBeVisible();
      const others = page.getByRole("region", { name: "These need one more statement in the trust policy" });
      const databend = others
        .getByRole("listitem")
        .filter({ has: page.getByText("Databend", { exact: true }) });
      await databend.getByText("Databend", { exact: true }).click();
      await expect(databend.getByText("sts:ExternalId")).toBeVisible();
      await expectAccessible(page);
    });
  });
}
