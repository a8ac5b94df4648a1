import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { beforeAll, describe, expect, test } from "vitest";
import { allowing, type Keys, trusting } from "../support/endpoint.ts";
import { ACME, aSandbox, GLOBEX } from "../support/sandbox.ts";
import { signedFetch } from "../support/signed.ts";
import { aRole } from "../support/things.ts";

const sandbox = aSandbox();

type Asked = {
  region?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: string;
};

/** Sends one S3 request and returns the parts of the answer under test. */
async function s3(keys: Keys, method: string, path: string, { region = "eu-west-1", ...more }: Asked = {}) {
  const asked = { service: "s3", region, keys, method, path, ...more };
  const answer = await signedFetch(sandbox.running().url, asked);
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    code: /<Code>(\w+)<\/Code>/.exec(text)?.[1],
    header: (name: string) => answer.headers.get(name),
  };
}

const admin = () => sandbox.admin(ACME);

/** A session of one of Acme's roles that has only these permissions. */
async function sessionThatMay(policy: string, RoleName?: string): Promise<Keys> {
  const iam = sandbox.iam(admin());
  const trust = trusting(`arn:aws:iam::${ACME}:root`);
  const role = RoleName
    ? { name: RoleName, arn: `arn:aws:iam::${ACME}:role/${RoleName}` }
    : await aRole(iam, { trust });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: role.name, PolicyName: "test", PolicyDocument: policy }),
  );
  const assume = new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: "test" });
  const { Credentials } = await sandbox.sts(admin()).send(assume);
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

test("a bucket's Region is returned whatever the caller may do", async () => {
  const nobody = await sessionThatMay(allowing("sqs:*"));
  for (const keys of [admin(), nobody]) {
    const head = await s3(keys, "HEAD", "/acme-lake");
    expect(head.header("x-amz-bucket-region")).toBe("eu-west-1");
    expect(head.text).toBe("");
  }
  expect((await s3(nobody, "HEAD", "/acme-lake")).status).toBe(403);
  const location = await s3(admin(), "GET", "/acme-lake", { query: { location: "" } });
  expect(location.text).toContain(">eu-west-1</LocationConstraint>");
  expect(await s3(admin(), "HEAD", "/nobodys-bucket")).toMatchObject({ status: 404 });
});

test("a bucket of another Region is a redirect, and a wrong signature at the global endpoint", async () => {
  const elsewhere = await s3(admin(), "GET", "/acme-lake/x", { region: "eu-central-1" });
  expect(elsewhere).toMatchObject({ status: 301, code: "PermanentRedirect" });
  const global = await s3(admin(), "GET", "/acme-lake/x", { region: "us-east-1" });
  expect(global).toMatchObject({ status: 400, code: "AuthorizationHeaderMalformed" });
  expect(global.text).toContain("<Region>eu-west-1</Region>");
  expect(global.header("x-amz-bucket-region")).toBe("eu-west-1");
});

test("objects are listed by prefix, in pages, and grouped by a delimiter", async () => {
  const list = (query: Record<string, string>) =>
    s3(admin(), "GET", "/acme-lake", { query: { "list-type": "2", ...query } });
  const first = await list({ "max-keys": "1" });
  expect(first.text).toContain("<IsTruncated>true</IsTruncated>");
  const token = /<NextContinuationToken>([^<]+)</.exec(first.text)?.[1] ?? "";
  expect((await list({ "continuation-token": token })).text).toContain("raw/2026/11/events.csv");
  expect((await list({ prefix: "raw/" })).text).not.toContain("curated");
  expect((await list({ delimiter: "/" })).text).toContain("<Prefix>raw/</Prefix>");
});

test("an object is put, read by range, and deleted", async () => {
  const path = "/acme-lake/rolecall/a%20probe.txt";
  expect((await s3(admin(), "PUT", path, { body: "abcdef" })).header("etag")).toMatch(/^"[0-9a-f]{32}"$/);
  const part = await s3(admin(), "GET", path, { headers: { range: "bytes=1-2" } });
  expect(part).toMatchObject({ status: 206, text: "bc" });
  expect(part.header("content-range")).toBe("bytes 1-2/6");
  const again = await s3(admin(), "PUT", path, { body: "x", headers: { "if-none-match": "*" } });
  expect(again).toMatchObject({ status: 412, code: "PreconditionFailed" });
  expect((await s3(admin(), "DELETE", path)).status).toBe(204);
  expect((await s3(admin(), "DELETE", path)).status).toBe(204);
  expect(await s3(admin(), "GET", path)).toMatchObject({ status: 404, code: "NoSuchKey" });
});

describe("a role's permissions", () => {
  test("are refused with the resource in quotes", async () => {
    const keys = await sessionThatMay(allowing("s3:ListBucket", "arn:aws:s3:::acme-lake"));
    const refused = await s3(keys, "GET", "/acme-lake/curated/report.txt");
    expect(refused).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(refused.text).toContain(
      "s3:GetObject on resource: &quot;arn:aws:s3:::acme-lake/curated/report.txt&quot; because no identity-based policy allows the s3:GetObject action",
    );
  });

  test("may be limited to listing a prefix: a request without one is denied", async () => {
    const Condition = { StringLike: { "s3:prefix": ["raw/*"] } };
    const keys = await sessionThatMay(allowing("s3:ListBucket", "arn:aws:s3:::acme-lake", { Condition }));
    const list = (query: Record<string, string>) =>
      s3(keys, "GET", "/acme-lake", { query: { "list-type": "2", ...query } });
    expect((await list({ prefix: "raw/2026" })).status).toBe(200);
    expect((await list({})).status).toBe(403);
    expect((await s3(keys, "HEAD", "/acme-lake")).status).toBe(403);
  });

  test("without ListBucket make a missing key a denial", async () => {
    const keys = await sessionThatMay(allowing("s3:GetObject", "arn:aws:s3:::acme-lake/*"));
    expect(await s3(keys, "GET", "/acme-lake/never")).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("on an encrypted bucket need its key as well", async () => {
    const keys = await sessionThatMay(allowing("s3:*"));
    const read = await s3(keys, "GET", "/acme-vault/keys.txt");
    expect(read).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(read.text).toContain("kms:Decrypt on resource: arn:aws:kms:eu-west-1:");
    const write = await s3(keys, "PUT", "/acme-vault/probe", { body: "x" });
    expect(write.text).toContain("kms:GenerateDataKey");
    const withKey = await sessionThatMay(allowing(["s3:*", "kms:Decrypt", "kms:GenerateDataKey"]));
    expect(await s3(withKey, "GET", "/acme-vault/keys.txt")).toMatchObject({ status: 200, text: "sealed" });
  });
});

describe("a bucket of another account", () => {
  const prices = (keys: Keys) =>
    s3(keys, "GET", "/globex-shared/exchange/prices.csv", { region: "us-west-2" });

  beforeAll(async () => {
    const iam = sandbox.iam(admin());
    const { UpdateAssumeRolePolicyCommand } = await import("@aws-sdk/client-iam");
    const PolicyDocument = trusting(`arn:aws:iam::${ACME}:root`);
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "cluster-reporting", PolicyDocument }));
  });

  test("has to be allowed by both accounts", async () => {
    const silent = await sessionThatMay(allowing("sqs:*"), "cluster-reporting");
    expect(await prices(silent)).toMatchObject({ status: 403, code: "AccessDenied" });
    const both = await sessionThatMay(allowing("s3:GetObject"), "cluster-reporting");
    expect(await prices(both)).toMatchObject({ status: 200, text: expect.stringContaining("sku") });
  });

  test("does not say why it refuses", async () => {
    const stranger = await prices(await sessionThatMay(allowing("s3:*")));
    expect(stranger).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(stranger.text).toContain("<Message>Access Denied</Message>");
  });

  test("may be opened to an account, whose own policies then decide", async () => {
    const open = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACME}:root` },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::globex-shared/*",
        },
      ],
    });
    const asked = { region: "us-west-2", query: { policy: "" }, body: open };
    expect((await s3(sandbox.admin(GLOBEX), "PUT", "/globex-shared", asked)).status).toBe(204);
    expect((await prices(await sessionThatMay(allowing("s3:GetObject")))).status).toBe(200);
    expect((await prices(await sessionThatMay(allowing("sqs:*")))).status).toBe(403);
  });
});
