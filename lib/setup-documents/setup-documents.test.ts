import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { getSetup } from "#lib/http/operations/aws-accounts.ts";
import { callsOf, option } from "#lib/iac/fake-aws.ts";
import { samePolicy } from "#lib/iam-policy/compare.ts";
import { coversAction, matchesAction, matchesResource } from "#lib/iam-policy/match.ts";
import { type Json, type PolicyDocument, type PolicyJson, readPolicy } from "#lib/iam-policy/parse.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { portableTemplate } from "./cloudformation.ts";
import { createStackUrl, quickCreateUrl } from "./console-links.ts";
import { setupJson } from "./json.ts";
import { connectionPermissions, permissionDocument, permissionsToAllow } from "./permissions.ts";
import { roleScopeArn, type Setup } from "./setup.ts";
import { SETUP_FORMATS, setupDocument } from "./setup-documents.ts";
import { connectionTrustPolicy, TRUST_STATEMENTS } from "./trust-policy.ts";

const ACCOUNT = { accountId: "123456789012", partition: "aws" } as const;
const SETUP: Setup = {
  ...ACCOUNT,
  externalId: "rc-7Qm2vXkd9TfLw4Hs",
  platformPrincipalArn: "arn:aws:iam::999999999999:role/rolecall/control-plane",
  connectionRoleName: "rolecall-connection",
  requiredPolicies: requiredPoliciesFor(ACCOUNT),
  includeBulkRead: false,
};
const CHINA: Setup = {
  ...SETUP,
  partition: "aws-cn",
  platformPrincipalArn: "arn:aws-cn:iam::999999999999:user/rolecall",
  requiredPolicies: requiredPoliciesFor({ ...ACCOUNT, partition: "aws-cn" }),
};
const SCOPED: Setup = {
  ...SETUP,
  rolePath: "/team/",
  rolePrefix: "etl-",
  connectionRolePath: "/vendors/",
  includeBulkRead: true,
};

function read(json: Json): PolicyDocument {
  const parsed = readPolicy(json);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.document;
}

describe("the trust policy", () => {
  test("lets in one principal, and only with the external ID", () => {
    const { statements } = read(connectionTrustPolicy(SETUP));
    const ours = {
      effect: "Allow",
      principals: { byKind: { AWS: [SETUP.platformPrincipalArn] } },
      conditions: [{ operator: "StringEquals", key: "sts:ExternalId", values: [SETUP.externalId] }],
    };
    expect(statements).toMatchObject([
      { ...ours, actions: { patterns: ["sts:AssumeRole"] } },
      { ...ours, actions: { patterns: ["sts:SetSourceIdentity"] } },
    ]);
  });
});

describe("the permissions", () => {
  const optedIn = { ...SETUP, includeAttach: true, includeListRoles: true };
  const all = read(permissionDocument(connectionPermissions(optedIn))).statements;
  const statements = all.filter(({ effect }) => effect === "Allow");
  const isWrite = (action: string) => !/:(Get|List|Describe|Simulate)/.test(action);

  test("name every action, each with a reason", () => {
    for (const { why, actions, sid } of connectionPermissions({
      ...SETUP,
      includeBulkRead: true,
      includeAttach: true,
      includeListRoles: true,
    })) {
      expect(sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(why).toMatch(/^[A-Z].*\.$/);
      for (const one of actions) {
        expect(one.action).toMatch(/^(iam|ec2):[A-Z][A-Za-z]+\*?$/);
        expect(one.why).toMatch(/^[a-z].{8,}[^.]$/);
      }
    }
  });

  /** Asked for by AWS on the way to another call. */
  const IMPLIED = ["iam:PassRole", "iam:TagInstanceProfile"];

  test("are those of the calls that are made, and no others", () => {
    const calls = ["iam", "ec2"].flatMap((service) =>
      readdirSync(`lib/aws/${service}`).flatMap((file) => {
        const text = readFileSync(`lib/aws/${service}/${file}`, "utf8");
        return [...text.matchAll(/new (\w+)Command\(/g)].map(([, action]) => `${service}:${action}`);
      }),
    );
    const asked = statements.flatMap(({ actions }) => actions.patterns);
    expect([...new Set(asked)].toSorted()).toEqual([...new Set([...calls, ...IMPLIED])].toSorted());
  });

  test("list the account's roles only where that is chosen, in every document", () => {
    for (const format of SETUP_FORMATS) {
      expect(setupDocument(SETUP, format).body).not.toContain("iam:ListRoles");
      expect(setupDocument({ ...SETUP, includeListRoles: true }, format).body).toContain("iam:ListRoles");
    }
  });

  test("write nothing on *", () => {
    for (const { actions, resources } of statements) {
      if (actions.patterns.some(isWrite)) expect(resources.patterns).not.toContain("*");
    }
  });

  test("change machines only where the account opted into it, and then its own", () => {
    const opted = statements.filter((one) => coversAction(one, "ec2:AssociateIamInstanceProfile"));
    expect(opted.map(({ resources }) => resources.patterns)).toEqual([
      [`arn:aws:ec2:*:${ACCOUNT.accountId}:instance/*`],
    ]);
    const plain = read(permissionDocument(connectionPermissions(SETUP))).statements;
    const asked = plain.flatMap(({ effect, actions }) => (effect === "Allow" ? actions.patterns : []));
    expect(asked.filter((action) => action.startsWith("ec2:") && isWrite(action))).toEqual([]);
  });

  test("attach the required policies and no others", () => {
    const [attach] = statements.filter((one) => coversAction(one, "iam:AttachRolePolicy"));
    expect(attach?.conditions).toEqual([
      { operator: "ArnEquals", key: "iam:PolicyARN", values: SETUP.requiredPolicies.map(({ arn }) => arn) },
    ]);
  });

  const WRITES = ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRolePermissionsBoundary"];

  test.each([
    "iam:PutRolePolicy",
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    "iam:CreateAccessKey",
    "sts:AssumeRole",
    "ec2:RunInstances",
    "iam:GetAccountAuthorizationDetails",
  ])("do not contain %s", (action) => {
    expect(statements.some((one) => coversAction(one, action))).toBe(false);
  });

  test("pass roles to EC2 only", () => {
    const [pass] = statements.filter((one) => coversAction(one, "iam:PassRole"));
    expect(pass?.conditions).toEqual([
      { operator: "StringEquals", key: "iam:PassedToService", values: ["ec2.amazonaws.com"] },
    ]);
  });

  test.each([
    ["made by the documents of today", { connectionRolePath: "/rolecall/connection/" }],
    ["made earlier, without a path", {}],
    ["of a path of the customer's", { connectionRolePath: "/vendors/" }],
  ])("deny a connection role %s every write of itself and being passed on", (_, where) => {
    const setup = { ...SETUP, ...where };
    const self = setupJson(setup).connectionRole.arn;
    const [deny, ...others] = read(permissionDocument(connectionPermissions(setup))).statements.filter(
      ({ effect, resources }) =>
        effect === "Deny" && resources.patterns.some((pattern) => matchesResource(pattern, self)),
    );
    expect(others).toEqual([]);
    expect(deny).toMatchObject({ conditions: [], actions: { except: true } });
    for (const action of [...actionsOf(setupJson(setup).connectionRole.inlinePolicy.document), ...WRITES]) {
      if (isWrite(action)) expect([action, deny && coversAction(deny, action)]).toEqual([action, true]);
    }
    // It looks at itself when the account is checked.
    for (const action of ["iam:GetRole", "iam:GetRolePolicy", "iam:SimulatePrincipalPolicy"]) {
      expect([action, deny && coversAction(deny, action)]).toEqual([action, false]);
    }
  });

  test("pass roles under both names EC2 has in China, and there only", () => {
    const [pass] = read(permissionDocument(connectionPermissions(CHINA))).statements.filter(
      (one) => one.effect === "Allow" && coversAction(one, "iam:PassRole"),
    );
    expect(pass?.conditions).toEqual([
      {
        operator: "StringEquals",
        key: "iam:PassedToService",
        values: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
      },
    ]);
  });

  test("keep to the roles in scope where something is written", () => {
    const scoped = read(permissionDocument(connectionPermissions(SCOPED))).statements;
    const writes = scoped.filter(
      ({ effect, actions, resources }) =>
        effect === "Allow" && actions.patterns.some(isWrite) && /:role/.test(resources.patterns[0] ?? ""),
    );
    expect(writes).toHaveLength(2);
    for (const { resources } of writes)
      expect(resources.patterns).toEqual(["arn:aws:iam::123456789012:role/team/etl-*"]);
  });

  test("read the whole account's IAM only when that was chosen", () => {
    const scoped = read(permissionDocument(connectionPermissions(SCOPED))).statements;
    expect(scoped.some((one) => coversAction(one, "iam:GetAccountAuthorizationDetails"))).toBe(true);
  });

  test("fit into an inline policy", () => {
    expect(JSON.stringify(permissionDocument(connectionPermissions(SCOPED))).length).toBeLessThan(10_240 / 2);
  });
});

describe("permissions that are missing", () => {
  const allowed = (denied: { action: string; resource?: string }[]) =>
    read(permissionDocument(permissionsToAllow(denied, SETUP))).statements;

  test("are allowed under the same conditions", () => {
    const role = "arn:aws:iam::123456789012:role/etl";
    const [attach, ...others] = allowed([{ action: "iam:AttachRolePolicy", resource: role }]);
    expect(others).toEqual([]);
    expect(attach).toMatchObject({
      actions: { patterns: ["iam:AttachRolePolicy"] },
      resources: { patterns: [role] },
    });
    expect(attach?.conditions).toHaveLength(1);
  });

  test("keep their own resources where AWS names no ARN", () => {
    const [read1] = allowed([{ action: "iam:GetRole", resource: "role etl" }]);
    expect(read1?.resources.patterns).toEqual([roleScopeArn(ACCOUNT)]);
  });

  test("that are not among the set-up's are allowed as they are", () => {
    const [known, unknown] = allowed([
      { action: "s3:GetObject", resource: "arn:aws:s3:::x/y" },
      { action: "iam:GetRole" },
    ]);
    expect(known?.actions.patterns).toEqual(["iam:GetRole"]);
    expect(unknown).toMatchObject({
      actions: { patterns: ["s3:GetObject"] },
      resources: { patterns: ["arn:aws:s3:::x/y"] },
    });
  });
});

describe.each([
  ["plain", SETUP],
  ["scoped", SCOPED],
  ["China", CHINA],
])("the set-up documents: %s", (_, setup) => {
  const json = setupJson(setup);
  const inline = json.connectionRole.inlinePolicy.document;

  test.each(SETUP_FORMATS)("%s has every value filled in", (format) => {
    const { body, fileName } = setupDocument(setup, format);
    expect(fileName).toContain("123456789012");
    expect(body).toContain(setup.externalId);
    expect(body).toContain(setup.platformPrincipalArn);
    expect(body).not.toMatch(
      /undefined|null\b(?!$)(?! 2>)(?!\n)(?!\); then)|\[object|[<{](accountId|partition|externalId)[>}]|REPLACE|YOUR/,
    );
    if (setup.partition !== "aws") expect(body).not.toContain("arn:aws:");
  });

  test.each(SETUP_FORMATS)("%s tells why each statement is there", (format) => {
    const { body } = setupDocument(setup, format);
    for (const { why } of [...TRUST_STATEMENTS, ...connectionPermissions(setup)]) expect(body).toContain(why);
  });

  test("CloudFormation makes the same documents", () => {
    const template = parse(setupDocument(setup, "cloudformation").body) as Template;
    const resolved = resolve(template, setup) as Template;
    const { Properties: role } = resolved.Resources.ConnectionRole as Resource;
    expect(role).toMatchObject({ RoleName: json.connectionRole.name, Path: json.connectionRole.path });
    expectSame(role.AssumeRolePolicyDocument, json.connectionRole.trustPolicy);
    expectSame((role.Policies as { PolicyDocument: PolicyJson }[])[0]?.PolicyDocument, inline);
    expectSame(resolved.Resources.ConnectionBoundary?.Properties.PolicyDocument, inline);
    expect(template.Resources.ConnectionRole?.Properties.PermissionsBoundary).toEqual({
      Ref: "ConnectionBoundary",
    });
    expectSame(resolved.Resources.PolicyRolecallNode?.Properties.PolicyDocument, json.policies[0]?.document);
    expect(template.Resources.ConnectionRole?.Properties.RoleName).toBe("rolecall-connection");
  });

  test("the script makes the same documents, from nothing", () => {
    const script = setupDocument(setup, "cli").body;
    expect(spawnSync("bash", ["--norc", "-n"], { input: script, encoding: "utf8" }).stderr).toBe("");
    const calls = callsOf(script, { answer: setup.accountId, absent: ["get-role", "get-policy"] });
    const call = (command: string) => calls.find(([, name]) => name === command) ?? [];
    expectSame(
      JSON.parse(option(call("create-role"), "assume-role-policy-document")),
      json.connectionRole.trustPolicy,
    );
    expectSame(JSON.parse(option(call("put-role-policy"), "policy-document")), inline);
    const boundary = json.connectionRole.permissionsBoundary;
    expect(option(call("create-role"), "permissions-boundary")).toBe(boundary?.arn);
    const made = calls.filter(([, name]) => name === "create-policy");
    expect(made.map((one) => option(one, "policy-name"))).toEqual([boundary?.name, "rolecall-node"]);
    for (const [index, document] of [boundary?.document, json.policies[0]?.document].entries()) {
      expectSame(JSON.parse(option(made[index] ?? [], "policy-document")), document);
    }
    expect(call("update-assume-role-policy")).toEqual([]);
  });

  test("Terraform says who, with which external ID, may do what", () => {
    const { body } = setupDocument(setup, "terraform");
    expect(body.match(/^(resource|data|output) /gm)).toHaveLength(6);
    expect(body).toContain("= aws_iam_policy.rolecall_connection_boundary.arn");
    for (const action of actionsOf(inline)) expect(body).toContain(`"${action}"`);
    expect(body).toContain(`"sts:ExternalId" = "${setup.externalId}"`);
    expect(body).toContain(`account_id == "${setup.accountId}"`);
  });
});

test("the script does nothing with credentials of another account", () => {
  const script = setupDocument(SETUP, "cli").body;
  expect(() => callsOf(script, { answer: "210987654321" })).toThrow(
    "exit 1: These credentials are of account 210987654321. Use some of account 123456789012.",
  );
});

test.each(SETUP_FORMATS)("%s makes no boundary where none is wanted", (format) => {
  expect(setupDocument({ ...SETUP, withoutBoundary: true }, format).body).not.toContain(
    "rolecall-connection-boundary",
  );
});

test("a role that is there is looked at before its boundary is made, and bound by it", () => {
  const { body } = setupDocument(SETUP, "cli");
  const places = ["if existing=", "create-policy", "put-role-permissions-boundary"].map((text) =>
    body.indexOf(text),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

describe("a role of that name that is there already", () => {
  const arn = "arn:aws:iam::123456789012:role/rolecall-connection";
  const asking = (externalId: string) => connectionTrustPolicy({ ...SETUP, externalId });
  const trusting = (principal: string) => ({
    Statement: [{ Effect: "Allow", Principal: { AWS: principal } }],
  });
  const run = (setup: Setup, trust: Json, there = arn) => {
    const { body } = setupDocument({ ...setup, withoutBoundary: true }, "cli");
    // From where the role is looked at to where it is corrected: the fake has one answer for everything.
    const [, part = ""] = /^(if existing=.*?^fi$.*?^fi)$/ms.exec(body) ?? [];
    const calls = callsOf(`trust_policy='{}'\n${part}`, { answer: JSON.stringify([there, trust], null, 4) });
    return calls.map(([, command]) => command);
  };

  test.each([
    ["another workspace's connection", asking("rc-of-another-workspace"), arn],
    ["of another path", asking(SETUP.externalId), "arn:aws:iam::123456789012:role/other/rolecall-connection"],
    ["somebody's own", trusting("arn:aws:iam::123456789012:root"), arn],
  ])("is not taken over where it is %s", (_, trust, there) => {
    expect(() => run(SETUP, trust, there)).toThrow(/exit 1: There is a role rolecall-connection already/);
  });

  test.each([
    ["asks for its own external ID", SETUP, asking(SETUP.externalId)],
    ["asks for none", SETUP, trusting(SETUP.platformPrincipalArn)],
    [
      "asks for the one before a rotation",
      { ...SETUP, earlierExternalIds: ["rc-before"] },
      asking("rc-before"),
    ],
  ])("is corrected where it %s", (_, setup, trust) => {
    expect(run(setup, trust)).toEqual(["get-role", "update-assume-role-policy"]);
  });
});

test("the API's document has the media type of each format", () => {
  const types = SETUP_FORMATS.map((format) => setupDocument(SETUP, format).mediaType);
  expect(Object.keys(getSetup.answers[200]?.media ?? {})).toEqual(types);
});

test("a template for any account names none, and has nothing filled in", () => {
  const body = portableTemplate({ ...ACCOUNT, requiredPolicies: SETUP.requiredPolicies });
  expect(body).not.toMatch(/\d{12}(?!\])|arn:aws:/);
  const { Parameters: parameters } = parse(body) as Template;
  expect(Object.keys(parameters)).toEqual(["PlatformPrincipalArn", "ExternalId", "CreateRequiredPolicies"]);
  const filledIn = Object.values(parameters).flatMap(({ Default }) => Default ?? []);
  expect(filledIn).toEqual(["true"]);
});

describe("console links", () => {
  test("lead to the partition's console", () => {
    expect(createStackUrl("aws", "eu-west-1")).toBe(
      "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/create/template",
    );
    expect(createStackUrl("aws-cn")).toContain("https://cn-north-1.console.amazonaws.cn/");
    expect(createStackUrl("aws-iso")).toBeNull();
  });

  test("carry the values", () => {
    const url = new URL(quickCreateUrl(SETUP, "https://bucket.s3.amazonaws.com/rolecall.yaml") ?? "");
    const values = new URLSearchParams(url.hash.split("?")[1]);
    expect(Object.fromEntries(values)).toEqual({
      templateURL: "https://bucket.s3.amazonaws.com/rolecall.yaml",
      stackName: "rolecall",
      param_PlatformPrincipalArn: SETUP.platformPrincipalArn,
      param_ExternalId: SETUP.externalId,
    });
  });
});

test("the required policies' actions are all there is on a machine", () => {
  const node = SETUP.requiredPolicies.find(({ document }) => document);
  for (const statement of read(node?.document ?? null).statements) {
    expect(statement.actions.patterns.some((pattern) => matchesAction(pattern, "iam:PassRole"))).toBe(false);
    expect(
      statement.resources.patterns.every(
        (pattern) => !matchesResource(pattern, "arn:aws:iam::123456789012:role/x") || pattern === "*",
      ),
    ).toBe(true);
  }
});

type Resource = { Properties: Record<string, Json> };
type Template = { Parameters: Record<string, { Default?: string }>; Resources: Record<string, Resource> };

/** What CloudFormation would make of Ref and Fn::Sub. */
function resolve(value: unknown, setup: Setup): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, setup));
  if (typeof value !== "object" || value === null) return value;
  const { Ref: ref, "Fn::Sub": sub } = value as Record<string, string>;
  if (ref) return ref === "ExternalId" ? setup.externalId : setup.platformPrincipalArn;
  if (sub)
    return sub
      .replaceAll("${AWS::Partition}", setup.partition)
      .replaceAll("${AWS::AccountId}", setup.accountId);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, setup)]));
}

function expectSame(one: Json | undefined, other: Json | undefined): void {
  expect(samePolicy(read(one ?? null), read(other ?? null)), JSON.stringify([one, other])).toBe(true);
}

function actionsOf(document: PolicyJson): string[] {
  return read(document).statements.flatMap(({ actions }) => actions.patterns);
}
