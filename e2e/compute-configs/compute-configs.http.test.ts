/** Compute configs: exactly one role applies, and only an Active one launches. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { LAUNCH_FORMATS } from "#lib/compute-configs/launch.ts";
import { ComputeConfigView, LaunchView } from "#lib/compute-configs/view.ts";
import { FAILED, makeRole, paperAccount, type TestAccount, workspaceWithAccount } from "../api/arrange.ts";
import { type Caller, memberOf, problemIn } from "../api/caller.ts";
import type { TestWorkspace } from "../support/factories.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;
let configs: string;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
  configs = `/workspaces/${workspace.slug}/compute-configs`;
});

const profileArn = (name: string) => `arn:aws:iam::${account.accountId}:instance-profile/rolecall/${name}`;
const readyRole = () => makeRole(workspace, account, { instanceProfileArn: profileArn("nodes") });
const putDefault = (instanceRoleId: string | null) =>
  admin("PUT", `/workspaces/${workspace.slug}/aws-accounts/${account.id}/default-role`, {
    body: { instanceRoleId },
  });

async function create(more: object = {}): Promise<ComputeConfigView> {
  const body = { name: randomUUID(), awsAccountId: account.id, region: "eu-west-1", ...more };
  const answer = await admin("POST", configs, { body });
  expect(answer.status).toBe(201);
  const config = ComputeConfigView.strict().parse(answer.body);
  expect(answer.headers.get("location")).toContain(config.id);
  return config;
}

const launch = (id: string, format = "ec2") => admin("GET", `${configs}/${id}/launch?format=${format}`);

test("the chosen role applies, and its instance profile is in the parameters", async () => {
  const role = await readyRole();
  const config = await create({ instanceRoleId: role.id, instanceType: "m7i.large", tags: { team: "data" } });
  expect(config).toMatchObject({ why: "chosen", appliedRole: { id: role.id, status: "ACTIVE" } });
  const { status, body } = await launch(config.id);
  expect(status).toBe(200);
  const { snippets, ...rest } = LaunchView.strict().parse(body);
  expect(rest).toMatchObject({ takes: "profile_arn", value: profileArn("nodes"), why: "chosen" });
  const parameters = JSON.parse(snippets.find(({ language }) => language === "json")?.body ?? "");
  expect(parameters).toMatchObject({
    IamInstanceProfile: { Arn: profileArn("nodes") },
    InstanceType: "m7i.large",
    TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "team", Value: "data" }] }],
  });
});

test("without a choice the account's default applies, or none", async () => {
  const config = await create();
  expect(config).toMatchObject({ why: "no_default", appliedRole: null });
  const refused = await launch(config.id);
  expect(refused.status).toBe(409);
  expect(problemIn(refused)).toMatchObject({ code: "no_role_applies", why: "no_default" });

  const role = await readyRole();
  expect(await putDefault(role.id)).toMatchObject({ status: 200, body: { instanceRoleId: role.id } });
  const { body } = await launch(config.id, "terraform");
  expect(body).toMatchObject({ why: "default", takes: "profile_name", value: "nodes" });

  await putDefault(null);
  expect((await launch(config.id)).status).toBe(409);
});

test("a chosen role that was deleted leaves none, and does not fall back to the default", async () => {
  const [chosen, byDefault] = [await readyRole(), await readyRole()];
  const config = await create({ instanceRoleId: chosen.id });
  await putDefault(byDefault.id);
  await admin("DELETE", `/workspaces/${workspace.slug}/instance-roles/${chosen.id}?leaveAws=true`);
  const { body } = await admin("GET", `${configs}/${config.id}`);
  expect(body).toMatchObject({ why: "chosen_is_gone", appliedRole: null });
  expect(problemIn(await launch(config.id))).toMatchObject({ why: "chosen_is_gone" });
  await putDefault(null);
});

test("while the role is not Active the answer is its failure with the fix", async () => {
  const role = await makeRole(workspace, account, FAILED);
  const config = await create({ instanceRoleId: role.id });
  const refused = await launch(config.id);
  expect(refused.status).toBe(409);
  expect(problemIn(refused)).toMatchObject({
    code: "role_not_active",
    instanceRole: {
      id: role.id,
      status: "FAILED",
      failure: { reason: "role_not_found", fixes: expect.any(Array) },
    },
  });
});

test("there are parameters for every launcher", async () => {
  const config = await create({ instanceRoleId: (await readyRole()).id });
  expect(LAUNCH_FORMATS.length).toBeGreaterThan(15);
  for (const format of LAUNCH_FORMATS) {
    const { status, body } = await launch(config.id, format);
    expect(status).toBe(200);
    const { value, snippets } = LaunchView.strict().parse(body);
    expect(snippets.map((one) => one.body).join("\n")).toContain(value);
  }
});

describe("invalid input is refused on its field", () => {
  test.each([
    [{ name: " " }, "name", "too_small"],
    [{ region: "eu-wst-1" }, "region", "region_unknown"],
    [{ region: "cn-north-1" }, "region", "region_unknown"],
    [{ awsAccountId: randomUUID() }, "awsAccountId", "account_not_connected"],
    [{ instanceRoleId: randomUUID() }, "instanceRoleId", "role_unknown"],
    [{ instanceType: "large" }, "instanceType", "invalid_format"],
    [{ tags: { "aws:team": "x" } }, "tags.aws:team", "invalid_key"],
    [{ colour: "red" }, "colour", "unknown_field"],
  ])("%j", async (wrong, path, code) => {
    const body = { name: randomUUID(), awsAccountId: account.id, region: "eu-west-1", ...wrong };
    const answer = await admin("POST", configs, { body });
    expect(answer.status).toBe(422);
    expect(problemIn(answer).errors).toEqual([expect.objectContaining({ path, code })]);
  });

  test("a role of another account", async () => {
    const other = await makeRole(workspace, await paperAccount(workspace));
    const body = {
      name: randomUUID(),
      awsAccountId: account.id,
      region: "eu-west-1",
      instanceRoleId: other.id,
    };
    const answer = await admin("POST", configs, { body });
    expect(problemIn(answer).errors).toMatchObject([
      { path: "instanceRoleId", code: "role_in_other_account" },
    ]);
    expect(problemIn(await putDefault(other.id)).errors).toMatchObject([{ code: "role_in_other_account" }]);
  });

  test("a name that differs by case alone", async () => {
    const { name } = await create({ name: `Nightly ${randomUUID()}` });
    const body = { name: name.toUpperCase(), awsAccountId: account.id, region: "eu-west-1" };
    const answer = await admin("POST", configs, { body });
    expect(answer.status).toBe(409);
    expect(problemIn(answer)).toMatchObject({ code: "name_taken", errors: [{ path: "name" }] });
  });
});

test("a config can be changed, listed in pages, and deleted", async () => {
  const config = await create();
  const { body: changed } = await admin("PATCH", `${configs}/${config.id}`, {
    body: { region: "us-east-1" },
  });
  expect(changed).toMatchObject({ id: config.id, region: "us-east-1", name: config.name });
  const { body: first } = await admin("GET", `${configs}?limit=1`);
  expect(first.items).toHaveLength(1);
  const { body: second } = await admin("GET", `${configs}?limit=1&cursor=${first.nextCursor}`);
  expect(second.items[0].id).not.toBe(first.items[0].id);
  expect((await admin("DELETE", `${configs}/${config.id}`)).status).toBe(204);
  expect((await admin("GET", `${configs}/${config.id}`)).status).toBe(404);
});

test("an account with compute configs cannot be removed", async () => {
  const other = await paperAccount(workspace);
  const path = `/workspaces/${workspace.slug}/aws-accounts/${other.id}`;
  const { id } = await create({ awsAccountId: other.id });
  const refused = await admin("DELETE", path);
  expect(refused.status).toBe(409);
  expect(problemIn(refused)).toMatchObject({ code: "account_in_use", computeConfigs: [{ id }] });
  await admin("DELETE", `${configs}/${id}`);
  expect((await admin("DELETE", path)).status).toBe(204);
});
