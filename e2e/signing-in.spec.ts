import { expect, test } from "./support/fixtures.ts";

test("a demo user signs in with two clicks, and signs out", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("Sandbox AWS: no real account is touched.")).toBeVisible();
  await page.getByRole("button", { name: "admin@acme.test" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Instance roles" })).toBeVisible();

  await page.getByRole("button", { name: "Ada Admin" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Rolecall" })).toBeVisible();
});

test("a link to a page leads back to it after signing in", async ({ page }) => {
  await page.goto("/acme/instance-roles?status=FAILED");
  await page.getByRole("button", { name: "member@acme.test" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/acme\/instance-roles\?status=FAILED$/);
});

test.describe("a wrong password", () => {
  test.use({ allowedInConsole: [/401/] });

  test("is refused without saying whether it was the e-mail address or the password", async ({ page }) => {
    await page.goto("/signin");
    await page.getByLabel("Email").fill("admin@acme.test");
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Wrong e-mail or password." })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue("admin@acme.test");
  });
});

test("a link to another site is not followed after signing in", async ({ page }) => {
  await page.goto("/signin?callbackUrl=//example.com/");
  await page.getByRole("button", { name: "admin@acme.test" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/acme\/instance-roles$/);
});
