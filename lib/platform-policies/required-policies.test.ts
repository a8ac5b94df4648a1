import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { coversAction } from "#lib/iam-policy/match.ts";
import { readPolicy } from "#lib/iam-policy/parse.ts";
import { DEFAULT_REQUIRED_POLICIES } from "./default-set.ts";
import { loadRequiredPolicies } from "./load.ts";
import { actionsToSimulate, requiredPoliciesFor } from "./required-policies.ts";
import { requiredPolicySetSchema } from "./schema.ts";

const ACCOUNT = { partition: "aws-us-gov", accountId: "123456789012" } as const;

describe("the default set", () => {
  test("is accepted by the schema for operators' files", () => {
    expect(requiredPolicySetSchema.parse(DEFAULT_REQUIRED_POLICIES)).toEqual(DEFAULT_REQUIRED_POLICIES);
  });

  test("has its ARNs in the role's partition and account", () => {
    expect(requiredPoliciesFor(ACCOUNT).map(({ arn }) => arn)).toEqual([
      "arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore",
      "arn:aws-us-gov:iam::aws:policy/CloudWatchAgentServerPolicy",
      "arn:aws-us-gov:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws-us-gov:iam::123456789012:policy/rolecall-node",
    ]);
  });

  test("lists each action once, with a reason", () => {
    for (const { name, actions } of requiredPoliciesFor(ACCOUNT)) {
      const names = actions.map(({ action }) => action);
      expect(new Set(names).size, name).toBe(names.length);
      for (const { why } of actions) expect(why).toMatch(/^[a-z].{10,}[^.]$/);
    }
  });

  test("has a rolecall-node document that allows exactly the actions it lists, and reads only below /rolecall", () => {
    const node = requiredPoliciesFor(ACCOUNT).find(({ kind }) => kind === "customer_managed");
    const parsed = readPolicy(node?.document ?? null);
    if (!node || !parsed.ok) throw new Error("rolecall-node has no document");
    const { statements } = parsed.document;
    const allowed = statements.flatMap(({ actions }) => actions.patterns).sort();
    expect(allowed).toEqual(node.actions.map(({ action }) => action).sort());
    for (const statement of statements.filter((one) => coversAction(one, "ssm:GetParameter"))) {
      for (const arn of statement.resources.patterns) {
        expect(arn).toMatch(/^arn:aws-us-gov:ssm:\*:123456789012:parameter\/rolecall(\/\*)?$/);
      }
    }
    expect(JSON.stringify(node)).not.toMatch(/[{](partition|accountId|region)[}]/);
  });

  test("simulates a few actions of every policy", () => {
    const actions = actionsToSimulate(ACCOUNT);
    expect(actions.length).toBeLessThanOrEqual(25);
    const policies = requiredPoliciesFor(ACCOUNT).map(({ name }) => name);
    expect([...new Set(actions.map(({ policy }) => policy))]).toEqual(policies);
    expect(actions.filter(({ resourceArn }) => resourceArn !== "*")).toEqual([
      {
        policy: "rolecall-node",
        action: "ssm:GetParametersByPath",
        resourceArn: "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/rolecall/node",
      },
    ]);
  });
});

test.each(["aws-cn", "aws-eusc", "aws-us-gov"] as const)(
  "in %s nothing names another partition",
  (partition) => {
    const account = { partition, accountId: "123456789012" };
    const set = requiredPolicySetSchema.parse({
      policies: [
        {
          name: "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM",
          kind: "aws_managed",
          why: "reads",
          actions: [{ action: "s3:GetObject", why: "reads", simulate: "arn:aws:s3:::settings/x" }],
        },
        {
          name: "own",
          kind: "customer_managed",
          version: 1,
          why: "reads",
          actions: [{ action: "s3:GetObject", why: "reads" }],
          document: {
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::settings/*"] },
          },
        },
      ],
    });
    const [managed, own] = requiredPoliciesFor(account, set);
    expect(managed).toMatchObject({
      name: "AmazonEC2RoleforSSM",
      arn: `arn:${partition}:iam::aws:policy/service-role/AmazonEC2RoleforSSM`,
    });
    expect(own?.document).toMatchObject({ Statement: { Resource: [`arn:${partition}:s3:::settings/*`] } });
    expect(actionsToSimulate(account, set)[0]?.resourceArn).toBe(`arn:${partition}:s3:::settings/x`);
  },
);

describe("an operator's own set", () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-policies-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  function load(content: unknown) {
    const file = join(folder, "policies.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return loadRequiredPolicies(file);
  }

  const OWN = {
    name: "own",
    kind: "aws_managed",
    why: "reads",
    actions: [{ action: "s3:GetObject", why: "reads" }],
  };

  test("is read from its file", () => {
    const set = load({ policies: [OWN] });
    expect(requiredPoliciesFor(ACCOUNT, set)).toMatchObject([{ arn: "arn:aws-us-gov:iam::aws:policy/own" }]);
    expect(actionsToSimulate(ACCOUNT, set)).toEqual([]);
  });

  test("has an example in the documentation that is valid", () => {
    const [, example = ""] = /```jsonc\n(.*?)```/s.exec(readFileSync("docs/operating.md", "utf8")) ?? [];
    const json = example.replaceAll(/\s\/\/.*$/gm, "");
    expect(requiredPolicySetSchema.safeParse(JSON.parse(json)).error).toBeUndefined();
  });

  test("is optional, and the default set is used without one", () => {
    expect(loadRequiredPolicies("")).toBe(DEFAULT_REQUIRED_POLICIES);
  });

  const CUSTOMER = { ...OWN, kind: "customer_managed", version: 1 };
  const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

  test.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /is not JSON/],
    ["nothing in it", { policies: [] }, /policies: list at least one policy/],
    ["an unknown field", { policies: [{ ...OWN, arn: "x" }] }, /policies\[0\]: .*arn/],
    ["an unknown kind", { policies: [{ ...OWN, kind: "inline" }] }, /policies\[0\]\.kind/],
    ["a bad name", { policies: [{ ...OWN, name: "a/b" }] }, /policies\[0\]\.name: a policy's name/],
    ["a name twice", { policies: [OWN, { ...OWN, name: "OWN" }] }, /policies\[1\]\.name: is listed twice/],
    [
      "no reason",
      { policies: [{ ...OWN, actions: [{ action: "s3:GetObject", why: " " }] }] },
      /actions\[0\]\.why/,
    ],
    ["no document", { policies: [CUSTOMER] }, /policies\[0\]\.document/],
    [
      "no policy in the document",
      { policies: [{ ...CUSTOMER, document: { Statement: "x" } }] },
      /not a policy/,
    ],
    [
      "a trust policy for a document",
      { policies: [{ ...CUSTOMER, document: { Statement: { ...STATEMENT, Principal: "*" } } }] },
      /names no Principal/,
    ],
    [
      "a document that is too long",
      { policies: [{ ...CUSTOMER, document: { Statement: { ...STATEMENT, Resource: "x".repeat(7000) } } }] },
      /6144 characters/,
    ],
  ])("with %s is refused, saying where", (_, content, message) => {
    expect(() => load(content)).toThrow(message);
    expect(() => load(content)).toThrow(/ROLECALL_REQUIRED_POLICIES/);
  });

  test("is refused where its file does not exist", () => {
    expect(() => loadRequiredPolicies(join(folder, "none.json"))).toThrow(/none\.json cannot be read/);
  });
});
