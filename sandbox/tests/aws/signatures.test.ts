import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { awsUnderTest } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";

const aws = awsUnderTest();
const whoAmI = new GetCallerIdentityCommand({});

test("the right key is let in, and every answer has a request id", async () => {
  const answer = await aws.sts().send(whoAmI);
  expect(answer.Account).toMatch(/^\d{12}$/);
  expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test("a key nobody knows", async () => {
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" };
  expect(await refusalOf(aws.sts(keys).send(whoAmI))).toEqual({
    code: "InvalidClientTokenId",
    status: 403,
    message: "The security token included in the request is invalid.",
  });
});

test("the wrong secret", async () => {
  const keys = { ...aws.admin(), secretAccessKey: "not-the-secret" };
  expect(await refusalOf(aws.iam(keys).send(new GetAccountSummaryCommand({})))).toMatchObject({
    code: "SignatureDoesNotMatch",
    status: 403,
  });
});

test("a session token with a user's key", async () => {
  const keys = { ...aws.admin(), sessionToken: "made-up" };
  expect(await refusalOf(aws.sts(keys).send(whoAmI))).toMatchObject({ code: "InvalidClientTokenId" });
});

test("EC2 says it in its own words and envelope", async () => {
  const keys = { ...aws.admin(), secretAccessKey: "not-the-secret" };
  expect(await refusalOf(aws.ec2(keys).send(new DescribeInstancesCommand({})))).toEqual({
    code: "AuthFailure",
    status: 401,
    message: "AWS was not able to validate the provided access credentials",
  });
});

test("a request without a signature", async () => {
  const answer = await fetch(aws.endpoint(), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-amzn-requestid")).toBeTruthy();
  expect(await answer.text()).toContain("<Code>MissingAuthenticationToken</Code>");
});

test("an action that does not exist", async () => {
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

test("a body that was changed after it was signed", async () => {
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
