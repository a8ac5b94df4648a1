/** Finds the role behind a pasted session, name, profile or console address in a sandbox, without a write. */
import { CreateInstanceProfileCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../e2e/support/connection-role.ts";
import { connectedTo, heldBy, makeRole, ownSandbox } from "../../e2e/support/engine.ts";
import { ctxOf, makeWorkspace } from "../../e2e/support/factories.ts";
import { lookUpInstanceRole } from "./look-up.ts";

const ACME = "418295702613";
const OTHER = "701300000059";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

test("a session, a name and a console address, which lack the path, lead to the role's ARN", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME, { path: "/team/data/" });
  const name = nameInArn(arn);
  const before = await heldBy(sandbox, ACME);
  for (const roleArn of [
    `arn:aws:sts::${ACME}:assumed-role/${name}/i-0123456789abcdef0`,
    `https://${ACME}-abcdefgh.us-east-1.console.aws.amazon.com/iam/home#/roles/details/${name}`,
    `https://us-east-1.console.aws.amazon.com/iam/home#/roles/details/${name}?section=permissions`,
    `${ACME}/${name}`,
    name,
    `arn:aws:iam::${ACME}:role/${name}`,
  ]) {
    expect(await lookUpInstanceRole(ctx, { roleArn })).toEqual({
      kind: "role",
      name,
      found: [{ roleArn: arn, awsAccountId: ACME }],
      looked: [{ awsAccountId: ACME, outcome: "found" }],
      left: 0,
    });
  }
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("an instance profile of another name leads to its role", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME, { path: "/nodes/", profile: "nodes" });
  const profile = `${nameInArn(arn)}-nodes`;
  const roleArn = `arn:aws:iam::${ACME}:instance-profile/${profile}`;
  expect(await lookUpInstanceRole(ctx, { roleArn })).toMatchObject({
    kind: "instance_profile",
    name: profile,
    found: [{ roleArn: arn }],
  });
});

test("an empty profile, an unknown name and a denied read are told apart", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const iam = iamAs(await adminOf(ACME));
  const InstanceProfileName = `empty-${crypto.randomUUID()}`;
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  const outcomeOf = async (roleArn: string, of = ctx) => {
    const { found, looked } = await lookUpInstanceRole(of, { roleArn });
    expect(found).toEqual([]);
    return looked[0]?.outcome;
  };
  expect(await outcomeOf(`arn:aws:iam::${ACME}:instance-profile/${InstanceProfileName}`)).toBe(
    "no_role_inside",
  );
  expect(await outcomeOf(`role/nobody-${crypto.randomUUID()}`)).toBe("not_found");
  const document = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "iam:GetRole", Resource: "*" }],
  };
  await iamAs(await adminOf(OTHER)).send(
    new PutRolePolicyCommand({
      RoleName: "rolecall-connection",
      PolicyName: "no-look",
      PolicyDocument: JSON.stringify(document),
    }),
  );
  expect(await outcomeOf("cluster", await connectedTo(sandbox, OTHER))).toBe("may_not_look");
});

test("another workspace's account is not asked, and an account that is not connected is reported", async () => {
  const arn = await makeRole(ACME);
  const nobody = await ctxOf(await makeWorkspace());
  expect(await lookUpInstanceRole(nobody, { roleArn: nameInArn(arn) })).toMatchObject({
    found: [],
    looked: [],
  });
  const session = `arn:aws:sts::${ACME}:assumed-role/${nameInArn(arn)}/i-0`;
  await expect(lookUpInstanceRole(nobody, { roleArn: session })).rejects.toMatchObject({
    errors: [{ path: "roleArn", code: "account_not_connected" }],
  });
});

test("text that names no role is refused as when registering, and a credential is not repeated", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  for (const [roleArn, code] of [
    ["arn:aws:iam::123456789012:user/ada", "arn_is_user"],
    ["AKIAIOSFODNN7EXAMPLE", "arn_is_access_key"],
    ["hello world", "arn_malformed"],
  ] as const) {
    const refused = await lookUpInstanceRole(ctx, { roleArn }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ errors: [{ path: "roleArn", code }] });
    expect(JSON.stringify(refused)).not.toContain("EXAMPLE");
  }
});
