import { AttachRolePolicyCommand } from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";
import { jsonCall } from "../support/signed.ts";
import { aRole } from "../support/things.ts";

/** How far the sandbox's clock is ahead of ours, in milliseconds: two lookups a second are allowed. */
let ahead = 0;
const sandbox = aSandbox({ now: () => Date.now() + ahead });

type Found = { EventId: string; EventName: string; CloudTrailEvent: string };
type Lookup = { Events: Found[]; NextToken?: string };

async function lookUp(input: object, { region = "us-east-1", keys = sandbox.admin(ACME) } = {}) {
  ahead += 1_000;
  const target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
  return jsonCall<Lookup>(sandbox.running().url, { service: "cloudtrail", region, keys, target, input });
}

const by = (AttributeKey: string, AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

test("a role's changes are found by its name, with their callers", async () => {
  const { name: RoleName } = await aRole(sandbox.iam(sandbox.admin(ACME)));
  await sandbox.iam(sandbox.admin(ACME)).send(new AttachRolePolicyCommand({ RoleName, PolicyArn: SSM }));
  await sandbox.control("POST", "drift", { accountId: ACME, roleName: RoleName, scene: "policy_detached" });
  const { body } = await lookUp(by("ResourceName", RoleName));
  expect(body.Events.map(({ EventName }) => EventName)).toEqual([
    "DetachRolePolicy",
    "AttachRolePolicy",
    "CreateRole",
  ]);
  const [detached] = body.Events;
  expect(detached).toMatchObject({ Username: "admin", EventSource: "iam.amazonaws.com" });
  expect(JSON.parse(detached?.CloudTrailEvent ?? "")).toMatchObject({
    eventName: "DetachRolePolicy",
    awsRegion: "us-east-1",
    userAgent: expect.stringContaining("terraform-provider-aws/"),
    requestParameters: { roleName: RoleName, policyArn: SSM },
  });
  const made = JSON.parse(body.Events[2]?.CloudTrailEvent ?? "");
  expect(made.responseElements.role.roleId).toMatch(/^AROA/);
  expect((await lookUp(by("ResourceName", RoleName), { region: "eu-west-1" })).body.Events).toEqual([]);
});

test("a refused call is an event with its error code", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  const keys = await sandbox.connect(ACME);
  await refusalOf(
    sandbox.iam(keys).send(new AttachRolePolicyCommand({ RoleName: "spark-workers", PolicyArn })),
  );
  const { body } = await lookUp(by("Username", "test"));
  const event = JSON.parse(body.Events[0]?.CloudTrailEvent ?? "");
  expect(event).toMatchObject({
    errorCode: "AccessDenied",
    userIdentity: { sessionContext: { sessionIssuer: { userName: "rolecall-connection" } } },
  });
});

test("an event takes time to appear", async () => {
  sandbox.running().faults.set({ trailDelayMs: 60_000 });
  const { name } = await aRole(sandbox.iam(sandbox.admin(ACME)));
  expect((await lookUp(by("ResourceName", name))).body.Events).toEqual([]);
  ahead += 60_000;
  expect((await lookUp(by("ResourceName", name))).body.Events).toHaveLength(1);
  sandbox.running().faults.reset();
});

test("pages have at most fifty events, and one attribute is looked up at a time", async () => {
  const page = (await lookUp({ ...by("EventName", "CreateRole"), MaxResults: 1 })).body;
  expect(page.Events).toHaveLength(1);
  const next = (await lookUp({ ...by("EventName", "CreateRole"), NextToken: page.NextToken })).body;
  expect(next.Events[0]?.EventId).not.toBe(page.Events[0]?.EventId);
  expect(await lookUp({ MaxResults: 51 })).toMatchObject({
    status: 400,
    body: { __type: "InvalidMaxResultsException" },
  });
  const two = [...by("EventName", "x").LookupAttributes, ...by("Username", "y").LookupAttributes];
  expect((await lookUp({ LookupAttributes: two })).body.__type).toBe("InvalidLookupAttributesException");
});

test("lookups need the permission, and two calls a second are allowed", async () => {
  const keys = await sandbox.connect(ACME);
  expect((await lookUp({}, { keys })).body.__type).toBe("AccessDeniedException");
  const url = sandbox.running().url;
  const call = {
    service: "cloudtrail",
    region: "eu-west-1",
    keys: sandbox.admin(ACME),
    target: "x.LookupEvents",
    input: {},
  };
  const answers = await Promise.all(Array.from({ length: 9 }, () => jsonCall<Lookup>(url, call)));
  expect(answers.some(({ body }) => body.__type === "ThrottlingException")).toBe(true);
});
