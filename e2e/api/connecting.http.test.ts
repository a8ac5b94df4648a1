/** Connects an account as a customer does: from its ID, with the downloaded documents, to a registered role. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { openShell, type Shell } from "../fixes/paste.ts";
import { adminOf } from "../support/connection-role.ts";
import { makeWorkspace, type TestWorkspace } from "../support/factories.ts";
import { type Caller, memberOf, problemIn } from "./caller.ts";

/** An account without a connection and without anything of Rolecall's. */
const STAGING = "640271935518";
const WAIT = { headers: { prefer: "wait=30" } };

let workspace: TestWorkspace;
let admin: Caller;
let shell: Shell;

beforeAll(async () => {
  shell = await openShell();
  workspace = await makeWorkspace();
  admin = await memberOf(workspace, "ADMIN");
});
afterAll(() => shell.close());

const at = (path: string) => `/workspaces/${workspace.slug}/${path}`;

/** Runs the downloaded script as the account's administrator. */
async function applyDocuments({ id, connectionRoleArn }: AwsAccountView): Promise<void> {
  const { body: script } = await admin("GET", at(`aws-accounts/${id}/setup?format=cli`));
  expect(await shell.run(script, await adminOf(STAGING))).toBe(connectionRoleArn);
}

test("an account is connected, a role becomes Active, and removing all leaves nothing", {
  timeout: 180_000,
}, async () => {
  const pending = await admin("POST", at("aws-accounts"), {
    body: { accountId: "6402-7193-5518", allRoles: true },
  });
  expect(pending.status).toBe(201);
  const account = pending.body as AwsAccountView;
  expect(pending.headers.get("location")).toBe(`/api/v1${at(`aws-accounts/${account.id}`)}`);
  expect(account).toMatchObject({ status: "PENDING", accountId: STAGING });

  const tooEarly = await admin("POST", at("instance-roles"), {
    body: { name: "early", roleArn: `arn:aws:iam::${STAGING}:role/cluster-staging` },
  });
  expect(problemIn(tooEarly)).toMatchObject({
    status: 422,
    errors: [{ path: "roleArn", code: "account_not_connected" }],
    awsAccount: { id: account.id },
  });

  await applyDocuments(account);
  const checked = await admin("POST", at(`aws-accounts/${account.id}/check`), WAIT);
  expect(checked.status).toBe(201);
  expect(checked.body).toMatchObject({ status: "CONNECTED", alias: "acme-staging" });

  // The script can be run again, for instance after an upgrade.
  await applyDocuments(account);

  const registered = await admin("POST", at("instance-roles"), {
    body: { name: "staging", roleArn: `arn:aws:iam::${STAGING}:role/cluster-staging` },
    ...WAIT,
  });
  expect(registered.body).toMatchObject({ status: "ACTIVE" });

  const inUse = problemIn(await admin("DELETE", at(`aws-accounts/${account.id}`)));
  expect(inUse).toMatchObject({ status: 409, code: "account_in_use", instanceRoleCount: 1 });
  expect(inUse.instanceRoles).toMatchObject([{ name: "staging" }]);

  expect((await admin("DELETE", at(`instance-roles/${registered.body.id}`), WAIT)).status).toBe(204);
  expect((await admin("DELETE", at(`aws-accounts/${account.id}`))).status).toBe(204);
  expect((await admin("GET", at(`aws-accounts/${account.id}`))).status).toBe(404);
});

describe("refusals", () => {
  test("an external ID in the request is refused", async () => {
    const body = { accountId: "111122223333", allRoles: true, externalId: "mine" };
    expect(problemIn(await admin("POST", at("aws-accounts"), { body }))).toMatchObject({
      status: 422,
      errors: [{ path: "externalId", code: "unknown_field" }],
    });
  });

  test.each([
    ["which roles is not said", {}, "rolePrefix", "custom"],
    [
      "a prefix that reaches the connection role",
      { rolePrefix: "role" },
      "rolePrefix",
      "scope_includes_connection_role",
    ],
    ["a path that reaches it", { rolePath: "/rolecall/" }, "rolePath", "scope_includes_connection_role"],
    ["a path that is a pattern", { rolePath: "/team/*/" }, "rolePath", "invalid_format"],
  ])("%s", async (_, scope, path, code) => {
    const body = { accountId: "111122226666", ...scope };
    expect(problemIn(await admin("POST", at("aws-accounts"), { body }))).toMatchObject({
      status: 422,
      errors: [{ path, code }],
    });
  });

  test("connecting the same account twice refers to the first", async () => {
    const body = { accountId: "111122224444", allRoles: true };
    const first = await admin("POST", at("aws-accounts"), { body });
    const second = problemIn(await admin("POST", at("aws-accounts"), { body }));
    expect(second).toMatchObject({
      status: 409,
      code: "already_connected",
      existing: { id: first.body.id, accountId: "111122224444" },
    });
  });
});

describe("documents", () => {
  test.each([
    ["cloudformation", "application/yaml", ".yaml"],
    ["terraform", "text/plain", ".tf"],
    ["cli", "text/x-shellscript", ".sh"],
    ["json", "application/json", ".json"],
  ])("%s is a download with everything filled in", async (format, type, extension) => {
    const body = { accountId: format.padEnd(12, "5").replace(/\D/g, "7").slice(0, 12), allRoles: true };
    const { body: account } = await admin("POST", at("aws-accounts"), { body });
    const got = await admin("GET", at(`aws-accounts/${account.id}/setup?format=${format}`));
    expect(got.status).toBe(200);
    expect(got.headers.get("content-type")).toContain(type);
    expect(got.headers.get("content-disposition")).toContain(`rolecall-${body.accountId}${extension}`);
    const text = typeof got.body === "string" ? got.body : JSON.stringify(got.body);
    expect(text).toContain(account.externalId);
    expect(text).toContain(account.platformPrincipalArn);
    expect((await admin("DELETE", at(`aws-accounts/${account.id}`))).status).toBe(204);
  });

  test("an unknown format is refused", async () => {
    const { body: account } = await admin("POST", at("aws-accounts"), {
      body: { accountId: "111122225555", allRoles: true },
    });
    const got = await admin("GET", at(`aws-accounts/${account.id}/setup?format=pulumi`));
    expect(problemIn(got)).toMatchObject({ status: 422, errors: [{ path: "format" }] });
  });
});
