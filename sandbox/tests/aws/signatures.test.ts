import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { awsUnderTest } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";

const aws = awsUnderTest();
const whoAmI = new GetCallerIdentityCommand({});

test("a valid signature is accepted, and every answer has a request id", async () => {
  const answer = await aws.sts().send(whoAmI);
  expect(answer.Account).toMatch(/^\d{12}$/);
  expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test("an unknown access key is refused", async () => {
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" };
  expect(await refusalOf(aws.sts(keys).send(whoAmI))).toEqual({
    code: "InvalidClientTokenId",
    status: 403,
    message: "The security token included in the request is invalid.",
  });
});

test("a wrong secret is refused", async () => {
  const keys = { ...aws.admin(), secretAccessKey: "not-the-secret" };
  expect(await refusalOf(aws.iam(keys).send(new GetAccountSummaryCommand({})))).toMatchObject({
    code: "SignatureDoesNotMatch",
    status: 403,
  });
});

test("a session token with a user's key is refused", async () => {
  const keys = { ...aws.admin(), sessionToken: "made-up" };
  expect(await refusalOf(aws.sts(keys).send(whoAmI))).toMatchObject({ code: "InvalidClientTokenId" });
});

test("EC2 refuses with its own codes and envelope", async () => {
  const keys = { ...aws.admin(), secretAccessKey: "not-the-secret" };
  expect(await refusalOf(aws.ec2(keys).send(new DescribeInstancesCommand({})))).toEqual({
    code: "AuthFailure",
    status: 401,
    message: "AWS was not able to validate the provided access credentials",
  });
});

test("a request without a signature is refused", async () => {
  const answer = await fetch(aws.endpoint(), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-amzn-requestid")).toBeTruthy();
  expect(await answer.text()).toContain("<Code>MissingAuthenticationToken</Code>");
});

test("an unknown action is refused", async () => {
  const iam = aws.iam();
  iam.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string };
      request.body = request.body.replace("Action=GetAccountSummary", "Action=GetAccountSummery");
      return next(args);
    },
    { step: "build", name: "renamed" },
  );
  expect(await refusalOf(iam.send(new GetAccountSummaryCommand({})))).toEqual({
    code: "InvalidAction",
    status: 400,
    message: "Could not find operation GetAccountSummery for version 2010-05-08",
  });
});

test("a body changed after signing is refused", async () => {
  const iam = aws.iam();
  iam.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      request.body = request.body.replace("Summary", "summary");
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "tampered" },
  );
  expect(await refusalOf(iam.send(new GetAccountSummaryCommand({})))).toMatchObject({
    code: "SignatureDoesNotMatch",
  });
});
