/** What an account's choices make of its set-up documents: tags, and no instance profiles. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { callsOf, option } from "#lib/iac/fake-aws.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { setupJson } from "./json.ts";
import { connectionPermissions } from "./permissions.ts";
import type { Setup } from "./setup.ts";
import { SETUP_FORMATS, setupDocument } from "./setup-documents.ts";

const ACCOUNT = { accountId: "123456789012", partition: "aws" } as const;
const SETUP: Setup = {
  ...ACCOUNT,
  externalId: "rc-7Qm2vXkd9TfLw4Hs",
  platformPrincipalArn: "arn:aws:iam::999999999999:role/rolecall/control-plane",
  connectionRoleName: "rolecall-connection",
  requiredPolicies: requiredPoliciesFor(ACCOUNT),
  includeBulkRead: false,
};
const TAGGED = { ...SETUP, tags: { owner: "data = ours", "cost-center": "42" } };
const LIST = Object.entries(TAGGED.tags).map(([Key, Value]) => ({ Key, Value }));

test("the script tags what it makes, and what is there already", () => {
  const script = setupDocument(TAGGED, "cli").body;
  const account = { answer: ACCOUNT.accountId };
  const made = callsOf(script, { ...account, absent: ["get-role", "get-policy"] });
  for (const command of ["create-role", "create-policy"]) {
    const calls = made.filter(([, name]) => name === command);
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) expect(JSON.parse(option(call, "tags"))).toEqual(LIST);
  }
  const policies = made.filter(([, name]) => name === "create-policy");
  expect(policies).toHaveLength(2);
  // The role is looked at by its own test; the policies that are there get their tags here.
  const again = callsOf(script, { ...account, absent: ["get-role"] });
  const tagged = again.filter(([, name]) => name === "tag-policy");
  expect(tagged).toHaveLength(2);
  for (const call of tagged) expect(JSON.parse(option(call, "tags"))).toEqual(LIST);
  expect(script).toContain("tag-role");
});

test("Terraform, the plain documents and CloudFormation carry the tags; CloudFormation says what it cannot tag", () => {
  const terraform = setupDocument(TAGGED, "terraform").body;
  expect(terraform.match(/^ {2}tags /gm)).toHaveLength(3);
  expect(terraform).toMatch(/cost-center"? += "42"/);
  expect(setupJson(TAGGED).tags).toEqual(LIST);
  const { body } = setupDocument(TAGGED, "cloudformation");
  const { Resources } = parse(body) as { Resources: Record<string, { Properties: { Tags?: object } }> };
  expect(Resources.ConnectionRole?.Properties.Tags).toEqual(LIST);
  expect(body).toContain("CloudFormation cannot tag managed policies");
});

test.each(SETUP_FORMATS)("%s says nothing of tags where none are set", (format) => {
  expect(setupDocument(SETUP, format).body).not.toMatch(/\btags\b|\bTags\b|tag-role|tag-policy/);
});

test.each(SETUP_FORMATS)(
  "%s allows neither to make nor to fill a profile where others make them",
  (format) => {
    const { body } = setupDocument({ ...SETUP, neverMakeProfiles: true }, format);
    expect(body).not.toMatch(/CreateInstanceProfile|AddRoleToInstanceProfile|TagInstanceProfile|PassRole/);
    expect(body).toContain("iam:DeleteInstanceProfile");
    expect(body).not.toContain("and make instance profiles");
  },
);

test("where others make the profiles, nothing else of the permissions is less", () => {
  const sidsOf = (setup: Setup) => connectionPermissions(setup).map(({ sid }) => sid);
  const without = sidsOf(SETUP).filter((sid) => sid !== "PassRolesToEc2Only");
  expect(sidsOf({ ...SETUP, neverMakeProfiles: true })).toEqual(without);
});
