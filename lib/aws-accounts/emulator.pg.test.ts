/** In front of an emulator: it hands out sessions to everybody and answers what it does not know with a web page. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { check, named, pendingAccount } from "../../e2e/support/connected.ts";

const ACCOUNT = "123456789012";
const STS = "https://sts.amazonaws.com/doc/2011-06-15/";

const ANSWERS: Record<string, string> = {
  AssumeRole: `<AssumeRoleResponse xmlns="${STS}"><AssumeRoleResult>
    <Credentials><AccessKeyId>ASIAEMULATOR00000000</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
    <SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
    <AssumedRoleUser><Arn>arn:aws:sts::${ACCOUNT}:assumed-role/x/y</Arn><AssumedRoleId>AROAEMULATOR:y</AssumedRoleId>
    </AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
  GetCallerIdentity: `<GetCallerIdentityResponse xmlns="${STS}"><GetCallerIdentityResult>
    <Arn>arn:aws:sts::${ACCOUNT}:assumed-role/x/y</Arn><UserId>AROAEMULATOR:y</UserId><Account>${ACCOUNT}</Account>
    </GetCallerIdentityResult></GetCallerIdentityResponse>`,
};

const emulator = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = ANSWERS[form.get("Action") ?? ""];
    response.writeHead(answer ? 200 : 500, { "content-type": answer ? "text/xml" : "text/html" });
    response.end(answer ?? "<!doctype html><title>500</title><h1>Internal Server Error</h1>");
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
  process.env.ROLECALL_AWS = "emulator";
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  const platform = { arn: "arn:aws:iam::000000000000:user/rolecall" };
  await db().workerHeartbeat.create({ data: { id: crypto.randomUUID(), platform } });
});
afterAll(() => emulator.close());

test("an open door is a warning, what is not offered too, and the account is connected", async () => {
  const { ctx, account } = await pendingAccount(ACCOUNT);
  const connected = await check(ctx, account.id);
  expect(connected.status).toBe("CONNECTED");
  expect(named(connected, "refused_without_external_id")).toMatchObject({
    status: "warning",
    detail: expect.stringContaining("Emulators do not enforce trust policies"),
  });
  expect(named(connected, "refused_with_wrong_external_id")).toMatchObject({ status: "warning" });
  expect(named(connected, "right_account")).toMatchObject({ status: "passed" });
  expect(named(connected, "permission:iam:AttachRolePolicy")).toMatchObject({ status: "warning" });
  expect(connected.checks.filter(({ status }) => status === "failed")).toEqual([]);
});
