import type { Page } from "@playwright/test";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { changeRole, makeRole } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";

const NO_WORKER = "No worker is running, so nothing moves.";

test.use({ allowedInConsole: [/503/] });

/** Answers readiness as a server without a worker, or with one, would. */
async function answerWorker(page: Page, ok: boolean) {
  const checks = [
    { name: "database", ok: true, detail: "The database answers" },
    { name: "worker", ok, detail: "" },
  ];
  await page.unroute("**/api/health/ready");
  await page.route("**/api/health/ready", (route) =>
    route.fulfill({ status: ok ? 200 : 503, json: { status: ok ? "ok" : "unavailable", checks } }),
  );
}

/** Advances the page's clock, once more if the page had not begun to wait. */
async function whenPatienceEnds(page: Page, check: () => Promise<void>) {
  await expect(async () => {
    await page.clock.runFor(16_000);
    await check();
  }).toPass();
}

test("a role that stays queued without a worker says so, until a worker runs", async ({
  page,
  workspace,
  account,
  signInAs,
}) => {
  await signInAs("MEMBER");
  const [id, workspaceId] = [uuid7(), workspace.id];
  await makeRole(workspace, account, { id, name: "queued", status: "REGISTERING" });
  const run = {
    workspaceId,
    id: uuid7(),
    instanceRoleId: id,
    kind: "REGISTER",
    requestedBy: "a test",
  } as const;
  await inWorkspace(workspaceId, (tx) => tx.registration.createMany({ data: run }));
  await changeRole(workspace, id, { registrationId: run.id });
  await page.clock.install();
  await answerWorker(page, false);
  await page.goto(`/${workspace.slug}/instance-roles`);
  const row = page.getByRole("rowgroup").filter({ hasText: "queued" });
  await expect(row).toContainText("Queued…");
  await expect(row).not.toContainText(NO_WORKER);
  await whenPatienceEnds(page, () => expect(row).toContainText(NO_WORKER, { timeout: 1000 }));

  await answerWorker(page, true);
  await whenPatienceEnds(page, () => expect(row).not.toContainText(NO_WORKER, { timeout: 1000 }));

  await answerWorker(page, false);
  await page.goto(`/${workspace.slug}/instance-roles/${id}`);
  await expect(page.getByRole("heading", { name: "queued" })).toBeVisible();
  await whenPatienceEnds(page, () => expect(page.getByText(NO_WORKER)).toBeVisible({ timeout: 1000 }));
});
