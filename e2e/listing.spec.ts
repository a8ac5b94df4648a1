import { STEPS } from "#lib/failures/step.ts";
import { changeRole, FAILED, makeRole } from "./api/arrange.ts";
import { expect, test } from "./support/fixtures.ts";

test.beforeEach(({ signInAs }) => signInAs("MEMBER"));

test("search, filters and pages are kept in the URL", async ({ page, workspace, account }) => {
  for (let number = 1; number <= 30; number++) {
    const name = `nightly-${String(number).padStart(2, "0")}`;
    await makeRole(workspace, account, { name, ...(number === 7 && FAILED) });
  }
  await page.goto(`/${workspace.slug}/instance-roles`);
  const rows = page.getByRole("link", { name: /^nightly-/ });
  await expect(rows).toHaveCount(25);
  await expect(rows.first()).toHaveText("nightly-30");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows).toHaveCount(5);
  await expect(page.getByText("26–30 of 30")).toBeVisible();
  await page.getByRole("link", { name: "Newer" }).click();
  await expect(rows).toHaveCount(25);

  await page.getByRole("link", { name: "Name", exact: true }).click();
  await expect(rows.first()).toHaveText("nightly-01");
  await page.getByRole("link", { name: "Failed 1" }).click();
  await expect(rows).toHaveText(["nightly-07"]);
  await page.reload();
  await expect(rows).toHaveText(["nightly-07"]);

  await page.getByRole("link", { name: "All 30" }).click();
  await expect(rows).toHaveCount(25);
  await page.getByRole("searchbox").fill("ly-2");
  await expect(rows).toHaveCount(10);
  // Typing goes on before the filtered page has loaded.
  await page.route(/q=ly-2&status=FAILED/, () => undefined);
  // The counts are of what is searched.
  await expect(page.getByRole("link", { name: "All 10" })).toBeVisible();
  await page.getByRole("link", { name: "Failed 0" }).click();
  await page.getByRole("searchbox").fill("nightly-20");
  await expect(page.getByText("No failed role matches “nightly-20”")).toBeVisible();
  await page.getByRole("link", { name: "Search roles in any state" }).click();
  await expect(rows).toHaveText(["nightly-20"]);
  await page.getByRole("searchbox").fill("nobody");
  await expect(page.getByText("No role matches “nobody”")).toBeVisible();
  await page.getByRole("link", { name: "Show all roles" }).click();
  await expect(rows).toHaveCount(25);
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("a row in progress is updated, and counts follow", async ({ page, workspace, account }) => {
  const { id } = await makeRole(workspace, account, {
    name: "moving",
    status: "REGISTERING",
    step: "connect",
  });
  await page.goto(`/${workspace.slug}/instance-roles`);
  const row = page.getByRole("rowgroup").filter({ hasText: "moving" });
  await expect(row).toContainText("Connecting…");
  await changeRole(workspace, id, {
    step: "ensure_profile",
    waitingFor: { kind: "propagation", what: "arn:aws:iam::111122223333:instance-profile/rolecall/moving" },
    waitingSince: new Date(),
  });
  await expect(row).toContainText(/waiting \d+ s for AWS to show the new instance profile moving/i);
  await changeRole(workspace, id, { status: "ACTIVE", step: null, lastVerifiedAt: new Date() });
  await expect(row).toContainText("Active");
  await expect(page.getByRole("link", { name: "Active 1" })).toBeVisible();
});

for (const width of [1440, 1024, 390]) {
  test(`a role's step and waiting time are not cut off in ${width} pixels`, async ({
    page,
    workspace,
    account,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const step of STEPS) {
      await makeRole(workspace, account, { name: `at ${step}`, status: "REGISTERING", step });
    }
    await makeRole(workspace, account, {
      name: "waiting",
      status: "REGISTERING",
      step: "attach_policies",
      waitingFor: { kind: "throttled", what: "iam:ListInstanceProfilesForRole" },
      waitingSince: new Date(),
    });
    await page.goto(`/${workspace.slug}/instance-roles`);
    const words = page
      .getByRole("table")
      .getByText(/^(Connecting|Finding|Checking|Attaching|Making|Verifying).*…$/);
    await expect(words).toHaveCount(STEPS.length + 1);
    const cutOff = await words.evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
    );
    expect(cutOff).toEqual([]);
    await expect(page.getByText(/^Waiting \d+ s for AWS to take more calls/i)).toBeVisible();
  });
}

test("an invalid cursor shows the first page", async ({ page, workspace, account }) => {
  await makeRole(workspace, account, { name: "only" });
  await page.goto(`/${workspace.slug}/instance-roles?cursor=broken&status=NONSENSE`);
  await expect(page.getByRole("link", { name: "only" })).toBeVisible();
});

test("on a phone the table becomes cards and the sidebar a sheet", async ({ page, workspace, account }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await makeRole(workspace, account, { name: "in-my-hand" });
  await page.goto(`/${workspace.slug}/instance-roles`);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Instance roles" }).click();
  await page.getByRole("link", { name: "in-my-hand" }).click();
  await expect(page.getByRole("heading", { name: "in-my-hand" })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
