import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { matchesPattern } from "../../events/pattern.ts";
import { transform } from "../../events/transform.ts";
import { allowing, aName } from "../support/endpoint.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";
import { jsonCall } from "../support/signed.ts";
import { aRole } from "../support/things.ts";

const sandbox = aSandbox();

type Arrived = { headers: IncomingHttpHeaders; body: string };

let receiver: Server;
let arrived: Arrived[] = [];
/** The statuses to answer with, in order; then 202. */
let answers: number[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks = await request.toArray();
    arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(answers.shift() ?? 202).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));
afterEach(() => {
  arrived = [];
  answers = [];
  sandbox.running().faults.reset();
});

const events = (action: string, input: object) =>
  jsonCall<{ ConnectionArn?: string; ApiDestinationArn?: string }>(sandbox.running().url, {
    service: "events",
    region: "us-east-1",
    keys: sandbox.admin(ACME),
    target: `AWSEvents.${action}`,
    input,
  });

const PATTERN = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventName: ["CreateRole"], requestParameters: { roleName: [{ prefix: "sandbox-test-" }] } },
};

/** A rule with an API destination at the receiver, and a role that allows it. */
async function aRule(more: object = {}): Promise<string> {
  const name = aName("rule");
  const iam = sandbox.iam(sandbox.admin(ACME));
  const RoleName = name.replace("sandbox-test", "events");
  const trust = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = allowing("events:InvokeApiDestination");
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  const { ConnectionArn } = (
    await events("CreateConnection", {
      Name: name,
      AuthorizationType: "API_KEY",
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: "x-rolecall-key", ApiKeyValue: "of-this-account" },
      },
    })
  ).body;
  const InvocationEndpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hints`;
  const destination = { Name: name, ConnectionArn, InvocationEndpoint, HttpMethod: "POST" };
  const { ApiDestinationArn } = (await events("CreateApiDestination", destination)).body;
  await events("PutRule", { Name: name, EventPattern: JSON.stringify(PATTERN) });
  const RoleArn = `arn:aws:iam::${ACME}:role/${RoleName}`;
  await events("PutTargets", {
    Rule: name,
    Targets: [{ Id: "1", Arn: ApiDestinationArn, RoleArn, ...more }],
  });
  return name;
}

const removeRule = async (name: string) => {
  await events("RemoveTargets", { Rule: name, Ids: ["1"] });
  expect((await events("DeleteRule", { Name: name })).status).toBe(200);
};

test("a rule sends matching events to its API destination, with the connection's key", async () => {
  const rule = await aRule();
  const { name } = await aRole(sandbox.iam(sandbox.admin(ACME)));
  await vi.waitFor(() => expect(arrived).toHaveLength(1));
  expect(arrived[0]?.headers).toMatchObject({
    "x-rolecall-key": "of-this-account",
    "user-agent": "Amazon/EventBridge/ApiDestinations",
  });
  expect(JSON.parse(arrived[0]?.body ?? "")).toMatchObject({
    source: "aws.iam",
    account: ACME,
    detail: { eventName: "CreateRole", requestParameters: { roleName: name } },
  });
  await removeRule(rule);
});

test("a delivery answered with 429 or 503 is retried, with the input transformer's output", async () => {
  const InputTransformer = {
    InputPathsMap: { role: "$.detail.requestParameters.roleName", id: "$.id" },
    InputTemplate: '{"role": <role>, "note": "event <id>"}',
  };
  const rule = await aRule({ InputTransformer });
  answers = [503];
  const { name } = await aRole(sandbox.iam(sandbox.admin(ACME)));
  await vi.waitFor(() => expect(arrived).toHaveLength(2), { timeout: 4_000 });
  expect(arrived[1]?.body).toBe(arrived[0]?.body);
  expect(JSON.parse(arrived[0]?.body ?? "")).toMatchObject({
    role: name,
    note: expect.stringMatching(/^event \S+$/),
  });
  await removeRule(rule);
});

test("an event that is lost is never delivered", async () => {
  const rule = await aRule();
  sandbox.running().faults.set({ eventLossRate: 1 });
  await aRole(sandbox.iam(sandbox.admin(ACME)));
  sandbox.running().faults.set({ eventLossRate: 0 });
  const { name } = await aRole(sandbox.iam(sandbox.admin(ACME)));
  await vi.waitFor(() => expect(arrived).toHaveLength(1));
  expect(arrived[0]?.body).toContain(name);
  await removeRule(rule);
});

test("an endpoint without TLS and an invalid pattern are refused", async () => {
  const plain = {
    Name: "x",
    ConnectionArn: "x",
    InvocationEndpoint: "http://example.test/",
    HttpMethod: "POST",
  };
  expect(await events("CreateApiDestination", plain)).toMatchObject({
    status: 400,
    body: { __type: "ValidationException" },
  });
  const broken = await events("PutRule", { Name: "x", EventPattern: "{" });
  expect(broken.body.__type).toBe("InvalidEventPatternException");
});

describe("a pattern", () => {
  const event = {
    source: "aws.iam",
    detail: { eventName: "CreateRole", errorCode: "AccessDenied", tags: ["a", "b"] },
  };
  test.each([
    [{ source: ["aws.iam", "aws.ec2"] }, true],
    [{ source: ["aws.ec2"] }, false],
    [{ detail: { eventName: [{ prefix: "Create" }] } }, true],
    [{ detail: { eventName: [{ suffix: "Policy" }] } }, false],
    [{ detail: { eventName: [{ "anything-but": ["CreateRole"] }] } }, false],
    [{ detail: { eventName: [{ wildcard: "*Role" }] } }, true],
    [{ detail: { errorCode: [{ exists: false }] } }, false],
    [{ detail: { other: [{ exists: false }] } }, true],
    [{ detail: { tags: ["b"] } }, true],
  ])("%j: %s", (pattern, expected) => expect(matchesPattern(pattern, event)).toBe(expected));
});

test("an absent value is null where the placeholder stands alone", () => {
  expect(transform({ InputPathsMap: { a: "$.nothing" }, InputTemplate: '{"a": <a>}' }, {})).toBe(
    '{"a": null}',
  );
});
