import type { BrowserContext, Page } from "@playwright/test";
import { SESSION_COOKIE } from "#lib/auth/session-cookie.ts";
import { changeRole, makeRole } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";

const SIGNED_OUT = "You are signed out. Sign in in a new tab, then send again.";

test.beforeEach(({ signInAs, account: _connected }) => signInAs("ADMIN"));

test.use({ allowedInConsole: [/401/] });

/** Ends the session in the database, as an operator, another tab or expiry would; the browser keeps its cookie. */
async function endSession(context: BrowserContext) {
  await context.addCookies([
    { name: SESSION_COOKIE, value: "ended", url: process.env.ROLECALL_URL as string },
  ]);
}

async function fill(page: Page, slug: string, accountId: string) {
  await page.goto(`/${slug}/instance-roles?create=1`);
  await page.getByLabel("Role ARN").fill(`arn:aws:iam::${accountId}:role/etl`);
  await page.getByLabel("Description").fill("nightly");
}

test("a request after the session has ended says so, and succeeds after signing in again", async ({
  page,
  context,
  workspace,
  account,
  signInAs,
}) => {
  await fill(page, workspace.slug, account.accountId);
  await endSession(context);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: SIGNED_OUT })).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("nightly");

  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Sign in in a new tab" }).click();
  await expect((await opened).getByRole("heading", { name: "Sign in to Rolecall" })).toBeVisible();
  await signInAs("ADMIN");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("heading", { name: "etl" })).toBeVisible();
});

test("a live update after the session has ended keeps the page and what was typed", async ({
  page,
  context,
  workspace,
  account,
  signInAs,
}) => {
  const moving = { name: "moving", status: "REGISTERING", step: "verify" } as const;
  const { id } = await makeRole(workspace, account, moving);
  await fill(page, workspace.slug, account.accountId);
  await expect(page.getByText("Verifying…")).toBeVisible();
  await endSession(context);
  const refused = page.waitForResponse((response) => response.status() === 401);
  await changeRole(workspace, id, { status: "ACTIVE", step: null, lastVerifiedAt: new Date() });
  await refused;

  await signInAs("ADMIN");
  await expect(page.getByRole("link", { name: "Active 1", includeHidden: true })).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("nightly");
});

test("roles that can no longer be read cannot be deleted", async ({ page, context, workspace, account }) => {
  await makeRole(workspace, account, { name: "kept", lastVerifiedAt: new Date() });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.getByRole("checkbox", { name: "Select kept" }).check();
  await endSession(context);
  await page.getByRole("button", { name: "Delete roles" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveText(SIGNED_OUT);
  await expect(page.getByRole("dialog").getByRole("button", { name: /delete/i })).toHaveCount(0);
});
