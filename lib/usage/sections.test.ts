import { expect, test } from "vitest";
import { parse } from "yaml";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { Identity } from "./identity.ts";
import { usageSections } from "./sections.ts";

const IDENTITY: Identity = {
  role: roleArnFrom("arn:aws:iam::123456789012:role/team/data/etl"),
  profile: { arn: "arn:aws:iam::123456789012:instance-profile/rolecall/etl-nodes", name: "etl-nodes" },
  region: "eu-west-1",
  instanceType: "m7i.large",
  tags: { team: "data" },
};

const trusting = (...principals: object[]) => {
  const Statement = principals.map((Principal) => ({ Effect: "Allow", Principal, Action: "sts:AssumeRole" }));
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }));
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.document;
};
const EC2 = trusting({ Service: "ec2.amazonaws.com" });
const section = (id: string, trust = EC2) => {
  const found = usageSections(IDENTITY, trust).find((one) => one.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const text = (id: string) =>
  section(id)
    .snippets.map(({ body }) => body)
    .join("\n");

test.each([
  ["ec2", "profile_arn"],
  ["ec2_attach", "profile_name"],
  ["launch_template", "profile_arn"],
  ["auto_scaling", "profile_name"],
  ["cloudformation", "profile_name"],
  ["terraform", "profile_name"],
  ["emr", "profile_name"],
  ["batch", "profile_arn"],
  ["batch_jobs", "role_arn"],
  ["parallelcluster", "profile_arn"],
  ["anyscale", "profile_arn"],
  ["bodo", "role_arn"],
  ["seqera", "profile_arn"],
  ["seqera_jobs", "role_arn"],
  ["seqera_credentials", "role_arn"],
  ["databricks", "profile_arn"],
  ["ray", "profile_arn"],
  ["skypilot", "profile_name"],
  ["flintrock", "profile_name"],
  ["karpenter", "role_name"],
  ["eks", "role_arn"],
  ["databend", "role_arn"],
])("%s takes the %s, and its snippets hold it", (id, takes) => {
  const { takes: taken, value } = section(id);
  expect(taken).toBe(takes);
  expect(text(id)).toContain(value);
});

test("a snippet that takes a profile never has the role's ARN", () => {
  for (const id of ["ec2", "ec2_attach", "launch_template", "batch", "parallelcluster", "ray", "emr"]) {
    expect(text(id)).not.toContain(IDENTITY.role.arn);
  }
});

test("names have no path", () => {
  expect(text("karpenter")).toContain("role: etl\n");
  expect(text("flintrock")).toContain("--ec2-instance-profile-name etl-nodes");
});

test("JSON and YAML snippets are valid", () => {
  for (const { snippets } of usageSections(IDENTITY, EC2)) {
    for (const { language, body } of snippets) {
      if (language === "json") expect(() => JSON.parse(body)).not.toThrow();
      if (language === "yaml") expect(parse(body)).toBeTypeOf("object");
    }
  }
});

test("products that the trust policy allows come first; the others show the missing statement", () => {
  const sections = usageSections(IDENTITY, EC2);
  const allowed = sections.map(({ allowedByTrust }) => allowedByTrust);
  expect(allowed).toEqual(allowed.toSorted((a, b) => Number(b) - Number(a)));
  expect(section("batch_jobs").missingStatement).toMatchObject({
    Principal: { Service: "ecs-tasks.amazonaws.com" },
  });
  expect(section("databend").missingStatement).toMatchObject({ Condition: { StringEquals: {} } });
  expect(section("ec2").missingStatement).toBeUndefined();
});

test("tasks and principals are allowed where the trust policy names them", () => {
  const all = trusting(
    { Service: ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"] },
    { AWS: "arn:aws:iam::210987654321:role/x" },
  );
  for (const id of ["batch_jobs", "seqera_jobs", "databend", "seqera_credentials"]) {
    expect(section(id, all)).toMatchObject({ allowedByTrust: true });
  }
});
