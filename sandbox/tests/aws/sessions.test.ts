import {
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfileTagsCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  TagInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { describe, expect, test, vi } from "vitest";
import { allowing, awsUnderTest, type Keys, trusting } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aPolicy, aProfile, aRole } from "../support/things.ts";

const aws = awsUnderTest();

/** A role with these permissions that the administrator may assume. */
async function anAssumableRole({ permissions, more }: { permissions?: string; more?: object } = {}) {
  const iam = aws.iam();
  const { Arn = "" } = await aws.sts().send(new GetCallerIdentityCommand({}));
  const role = await aRole(iam, { trust: trusting(Arn, more) });
  if (permissions) {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: role.name, PolicyName: "own", PolicyDocument: permissions }),
    );
  }
  return { ...role, caller: Arn };
}

/** Assumes a role, with retries: on AWS a new role cannot be assumed at once. */
async function assume(input: Omit<AssumeRoleCommandInput, "RoleSessionName">, keys?: Keys) {
  const answer = await vi.waitFor(
    () => aws.sts(keys).send(new AssumeRoleCommand({ RoleSessionName: "sandbox-test", ...input })),
    { timeout: 30_000, interval: 1_000 },
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
  return {
    answer,
    keys: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

const tryToAssume = (input: Omit<AssumeRoleCommandInput, "RoleSessionName">, keys?: Keys) =>
  refusalOf(aws.sts(keys).send(new AssumeRoleCommand({ RoleSessionName: "sandbox-test", ...input })));

test("a session's ARN has the role's name without its path", async () => {
  const role = await anAssumableRole();
  const { answer, keys } = await assume({ RoleArn: role.arn });
  expect(answer.AssumedRoleUser?.AssumedRoleId).toBe(`${role.id}:sandbox-test`);
  const identity = await aws.sts(keys).send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toMatch(new RegExp(`:assumed-role/${role.name}/sandbox-test$`));
  expect(identity.UserId).toBe(`${role.id}:sandbox-test`);
  const lifetime = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
  expect(lifetime).toBeGreaterThan(3_500_000);
});

describe("the external ID", () => {
  const more = { Condition: { StringEquals: { "sts:ExternalId": "right-1234" } } };

  test("is required by the trust policy", async () => {
    const { arn: RoleArn } = await anAssumableRole({ more });
    await assume({ RoleArn, ExternalId: "right-1234" });
    expect(await tryToAssume({ RoleArn, ExternalId: "wrong-1234" })).toMatchObject({
      code: "AccessDenied",
      status: 403,
    });
    expect(await tryToAssume({ RoleArn })).toMatchObject({ code: "AccessDenied", status: 403 });
  });

  test("is no error for a role that requires none", async () => {
    const { arn: RoleArn } = await anAssumableRole();
    await assume({ RoleArn, ExternalId: "nobody-asked" });
  });
});

test("session tags and a source identity need their own permission in the trust policy", async () => {
  const { arn: RoleArn } = await anAssumableRole();
  await assume({ RoleArn });
  const tags = await tryToAssume({ RoleArn, Tags: [{ Key: "team", Value: "data" }] });
  expect(tags).toMatchObject({ code: "AccessDenied" });
  expect(tags.message).toContain("not authorized to perform: sts:TagSession");
  const source = await tryToAssume({ RoleArn, SourceIdentity: "somebody" });
  expect(source.message).toContain("not authorized to perform: sts:SetSourceIdentity");
});

test("a source identity is kept in role chaining, and cannot be changed", async () => {
  const actions = ["sts:AssumeRole", "sts:SetSourceIdentity"];
  const first = await anAssumableRole({ permissions: allowing(actions), more: { Action: actions } });
  const second = await aRole(aws.iam(), { trust: trusting(first.arn, { Action: actions }) });
  const { keys } = await assume({ RoleArn: first.arn, SourceIdentity: "alice" });
  const { answer } = await assume({ RoleArn: second.arn }, keys);
  expect(answer.SourceIdentity).toBe("alice");
  const refused = await tryToAssume({ RoleArn: second.arn, SourceIdentity: "mallory" }, keys);
  expect(refused).toMatchObject({ code: "AccessDenied", status: 403 });
  expect(refused.message).toContain("sts:SetSourceIdentity");
});

describe("a trust policy that names the caller in its own account", () => {
  test("is enough for a role without policies, but a session policy or a boundary still applies", async () => {
    const iam = aws.iam();
    const free = await anAssumableRole();
    const bounded = await aRole(iam, {
      trust: trusting(free.caller),
      PermissionsBoundary: await aPolicy(iam, allowing("iam:GetRole")),
    });
    const [ofFree, ofBounded] = await Promise.all(
      [free, bounded].map(({ arn }) => aRole(iam, { trust: trusting(arn) })),
    );
    const { keys } = await assume({ RoleArn: free.arn });
    await assume({ RoleArn: ofFree?.arn }, keys);
    const narrowed = await assume({ RoleArn: free.arn, Policy: allowing("iam:GetRole") });
    expect((await tryToAssume({ RoleArn: ofFree?.arn }, narrowed.keys)).message).toContain(
      "because no session policy allows the sts:AssumeRole action",
    );
    const within = await assume({ RoleArn: bounded.arn });
    expect((await tryToAssume({ RoleArn: ofBounded?.arn }, within.keys)).message).toContain(
      "because no permissions boundary allows the sts:AssumeRole action",
    );
  });

  test("is enough for the session itself, even where its session policy does not allow the action", async () => {
    const role = await anAssumableRole();
    const { answer, keys } = await assume({ RoleArn: role.arn, Policy: allowing("iam:GetRole") });
    const target = await aRole(aws.iam(), { trust: trusting(answer.AssumedRoleUser?.Arn ?? "") });
    await assume({ RoleArn: target.arn }, keys);
  });
});

test("tags over the packed size limit are refused", async () => {
  const actions = ["sts:AssumeRole", "sts:TagSession"];
  const { arn: RoleArn } = await anAssumableRole({ more: { Action: actions } });
  await assume({ RoleArn, Tags: [{ Key: "team", Value: "data" }] });
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "v".repeat(256) }));
  expect(await tryToAssume({ RoleArn, Tags })).toMatchObject({ code: "PackedPolicyTooLarge", status: 400 });
});

describe("durations", () => {
  test("may not exceed the role's own limit", async () => {
    const { arn: RoleArn } = await anAssumableRole();
    await assume({ RoleArn });
    expect(await tryToAssume({ RoleArn, DurationSeconds: 7200 })).toMatchObject({
      code: "ValidationError",
      status: 400,
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
  });

  test("are an hour at most in role chaining", async () => {
    const first = await anAssumableRole({ permissions: allowing("sts:AssumeRole") });
    const second = await aRole(aws.iam(), { trust: trusting(first.arn) });
    const { keys } = await assume({ RoleArn: first.arn });
    await assume({ RoleArn: second.arn, DurationSeconds: 3600 }, keys);
    expect(await tryToAssume({ RoleArn: second.arn, DurationSeconds: 3601 }, keys)).toMatchObject({
      code: "ValidationError",
      message:
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    });
  });
});

describe("a session's permissions", () => {
  test("are those of its role's policies; a denial names action, resource and layer", async () => {
    const role = await anAssumableRole({ permissions: allowing("iam:GetRole") });
    const { keys } = await assume({ RoleArn: role.arn });
    const iam = aws.iam(keys);
    await vi.waitFor(() => iam.send(new GetRoleCommand({ RoleName: role.name })), {
      timeout: 30_000,
      interval: 1_000,
    });
    const refused = await refusalOf(iam.send(new ListRolesCommand({ PathPrefix: "/" })));
    expect(refused).toMatchObject({ code: "AccessDenied", status: 403 });
    expect(refused.message).toMatch(
      /^User: arn:aws:sts::\d{12}:assumed-role\/\S+\/sandbox-test is not authorized to perform: iam:ListRoles on resource: \S+ because no identity-based policy allows the iam:ListRoles action/,
    );
  });

  test("depend on the condition keys of each action", async () => {
    const boundary = await aPolicy(aws.iam(), allowing("iam:*"));
    const target = await aRole(aws.iam(), { PermissionsBoundary: boundary });
    const profile = await aProfile(aws.iam());
    const Tags = [{ Key: "team", Value: "data" }];
    await aws.iam().send(new TagInstanceProfileCommand({ InstanceProfileName: profile.name, Tags }));
    const permissions = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        ["iam:GetRole", "iam:PermissionsBoundary", boundary],
        ["iam:ListAttachedRolePolicies", "iam:PermissionsBoundary", boundary],
        ["iam:GetInstanceProfile", "aws:ResourceTag/team", "data"],
        ["iam:ListInstanceProfileTags", "iam:ResourceTag/team", "data"],
      ].map(([Action, key, value]) => ({
        Effect: "Allow",
        Action,
        Resource: "*",
        Condition: { StringEquals: { [key as string]: value } },
      })),
    });
    const role = await anAssumableRole({ permissions });
    const { keys } = await assume({ RoleArn: role.arn });
    const iam = aws.iam(keys);
    const [RoleName, InstanceProfileName] = [target.name, profile.name];
    await vi.waitFor(() => iam.send(new GetRoleCommand({ RoleName })), { timeout: 30_000, interval: 1_000 });
    await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    const denied = { code: "AccessDenied", status: 403 };
    expect(await refusalOf(iam.send(new ListAttachedRolePoliciesCommand({ RoleName })))).toMatchObject(
      denied,
    );
    const listTags = new ListInstanceProfileTagsCommand({ InstanceProfileName });
    expect(await refusalOf(iam.send(listTags))).toMatchObject(denied);
  });

  test("are limited by its session policy", async () => {
    const role = await anAssumableRole({ permissions: allowing("iam:*") });
    const { keys } = await assume({ RoleArn: role.arn, Policy: allowing("iam:GetRole", role.arn) });
    const iam = aws.iam(keys);
    await vi.waitFor(() => iam.send(new GetRoleCommand({ RoleName: role.name })), {
      timeout: 30_000,
      interval: 1_000,
    });
    const detach = new DetachRolePolicyCommand({
      RoleName: role.name,
      PolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    const refused = await refusalOf(iam.send(detach));
    expect(refused.message).toContain(
      `iam:DetachRolePolicy on resource: role ${role.name} because no session policy allows the iam:DetachRolePolicy action`,
    );
  });

  test("a session policy may have at most 2,048 characters", async () => {
    const { arn: RoleArn } = await anAssumableRole();
    await assume({ RoleArn });
    const refused = await tryToAssume({
      RoleArn,
      Policy: allowing("s3:*", `arn:aws:s3:::${"b".repeat(2_000)}`),
    });
    expect(refused).toMatchObject({ code: "PackedPolicyTooLarge", status: 400 });
    expect(refused.message).toMatch(/\d+%/);
  });
});

test("a missing role and one that does not trust the caller have refusals that differ only in the reason", async () => {
  const { arn, caller } = await anAssumableRole();
  const absent = await tryToAssume({ RoleArn: `${arn}-absent` });
  expect(absent).toMatchObject({ code: "AccessDenied", status: 403 });
  expect(absent.message).toBe(
    `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}-absent`,
  );
});
