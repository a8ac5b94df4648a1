/** Roles designed in Rolecall, created with its documents, and registered. */
import { randomBytes } from "node:crypto";
import { CreateRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RoleDesignInput } from "#lib/role-designs/schema.ts";
import { RoleDocumentsView } from "#lib/role-designs/view.ts";
import { rolesOf } from "../api/arrange.ts";
import { type Caller, memberOf, problemIn } from "../api/caller.ts";
import { openShell, type Shell } from "../fixes/paste.ts";
import { type AccountKeys, adminOf, iamAs } from "../support/connection-role.ts";
import {
  connectAccount,
  makeWorkspace,
  type TestConnection,
  type TestWorkspace,
} from "../support/factories.ts";

const ACCOUNT = "418295702613";
let workspace: TestWorkspace;
let admin: Caller;
let keys: AccountKeys;
let shell: Shell;
let path: string;

beforeAll(async () => {
  const answer = await fetch(new URL("/_sandbox/connections", process.env.SANDBOX_URL));
  const connections = (await answer.json()) as TestConnection[];
  const { connectionRoleArn, externalId } = connections.find(
    ({ accountId }) => accountId === ACCOUNT,
  ) as TestConnection;
  workspace = await makeWorkspace();
  await connectAccount(workspace, { accountId: ACCOUNT, connectionRoleArn, externalId });
  admin = await memberOf(workspace, "ADMIN");
  keys = await adminOf(ACCOUNT);
  shell = await openShell();
  path = `/api/v1/workspaces/${workspace.slug}/role-documents`;
});
afterAll(() => shell?.close());

const designed = (more: Partial<RoleDesignInput> = {}): RoleDesignInput => ({
  roleName: `designed-${randomBytes(4).toString("hex")}`,
  accountId: ACCOUNT,
  trustedBy: [{ kind: "ec2" }],
  buckets: [{ name: "raw-data", prefix: "in", access: "read_write" }],
  tags: { team: "data eng" },
  ...more,
});

async function build(input: RoleDesignInput): Promise<RoleDocumentsView> {
  const { status, body } = await admin("POST", path, { body: input });
  expect(status).toBe(200);
  return RoleDocumentsView.strict().parse(body);
}

const fileOf = ({ files }: RoleDocumentsView, ending: string) =>
  files.find(({ name }) => name.endsWith(ending))?.body ?? "";

describe("the script for the AWS CLI", () => {
  test.each([
    ["a managed policy", {}],
    [
      "an inline policy, a path and a session length",
      { inline: true, path: "/team/", maxSessionSeconds: 7_200 },
    ],
  ])(
    "makes the role with %s, changes nothing when run again, and the role becomes Active",
    async (_, more) => {
      const input = designed(more);
      const script = fileOf(await build(input), `create-${input.roleName}.sh`);
      const said = await shell.run(script, keys);
      const roleArn = `arn:aws:iam::${ACCOUNT}:role${input.path ?? "/"}${input.roleName}`;
      expect(said).toContain(roleArn);
      expect(await shell.run(script, keys)).toBe(said);
      const { body } = await admin("POST", rolesOf(workspace), {
        body: { name: input.roleName, roleArn },
        headers: { prefer: "wait=30" },
      });
      expect(body).toMatchObject({ status: "ACTIVE", warnings: [] });
      const found = await build(input);
      expect(found.findings).toContainEqual(
        expect.objectContaining({ severity: "warning", code: "is_registered", path: "roleName" }),
      );
    },
  );

  test("leaves an existing role of the same name alone", async () => {
    const input = designed();
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const iam = iamAs(keys);
    await iam.send(new CreateRoleCommand({ RoleName: input.roleName as string, AssumeRolePolicyDocument }));
    const script = fileOf(await build(input), ".sh");
    await expect(shell.run(script, keys)).rejects.toThrow("this script did not make it");
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: input.roleName as string }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toContain("lambda.amazonaws.com");
  });

  test("stops when the credentials are for another account", async () => {
    const script = fileOf(await build(designed()), ".sh");
    await expect(shell.run(script, await adminOf("701300000059"))).rejects.toThrow("account 701300000059");
  });
});

test("the ZIP has the files under their names", async () => {
  const input = designed({ buckets: [{ name: "theirs", accountId: "210987654321" }] });
  const { files } = await build(input);
  const { headers, body } = await admin("POST", `${path}?format=zip`, { body: input });
  expect(headers.get("content-disposition")).toContain(`${input.roleName}.zip`);
  expect(Object.keys(unzipSync(body))).toEqual(files.map(({ name }) => name));
});

describe("invalid input is refused on its field", () => {
  test.each([
    [{ buckets: [{ name: "My_Bucket" }] }, "buckets.0.name", "capital"],
    [{ buckets: [{ name: "raw", prefix: "../up" }] }, "buckets.0.prefix", ".."],
    [{ buckets: [{ name: "raw", kmsKeyArn: "alias/mine" }] }, "buckets.0.kmsKeyArn", "alias"],
    [{ roleName: "etl nightly" }, "roleName", "only"],
    [{ roleName: "x".repeat(65) }, "roleName", "64"],
    [{ path: "team" }, "path", "slash"],
    [{ trustedBy: [] }, "trustedBy", "who"],
    [{ trustedBy: [{ kind: "lambda" }] }, "trustedBy.0.kind", "Choose"],
    [
      { trustedBy: [{ kind: "principal", arn: "arn:aws:sts::123456789012:assumed-role/x/y" }] },
      "trustedBy.0.arn",
      "ARN",
    ],
    [{ maxSessionSeconds: 100 }, "maxSessionSeconds", "3,600"],
    [{ tags: { Team: "a", team: "b" } }, "tags", "case"],
    [{ accountId: "999999999999", trustedBy: [{ kind: "platform" }] }, "accountId", "connected"],
    [
      {
        statements: Array.from({ length: 60 }, () => ({
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "*",
        })),
      },
      "statements",
      "50",
    ],
  ])("%j", async (wrong, field, says) => {
    const answer = await admin("POST", path, { body: { ...designed(), ...wrong } });
    expect(answer.status).toBe(422);
    const { errors = [] } = problemIn(answer);
    expect(errors.map((error) => error.path)).toContain(field);
    expect(errors.map(({ message }) => message).join()).toContain(says);
  });
});
