/** No call may be signed with another session's credentials. */
import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type IAMClient, ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Credentials, iamClient, stsClient } from "./clients.ts";

let server: Server;

class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret ? createHmac("sha256", secret as Uint8Array) : createHash("sha256");
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const { key, token } = signerOf(request);
    const who = `${key} ${token}`;
    response.setHeader("content-type", "text/xml");
    const answers = [
      ["GetCallerIdentity", `<UserId>${who}</UserId>`],
      ["ListAccountAliases", `<AccountAliases><member>${who}</member></AccountAliases>`],
    ] as const;
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const [action, result] = answers.find(([name]) => body.includes(name)) ?? answers[0];
      response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
});

function signerOf({ headers }: IncomingMessage) {
  const key = /Credential=(\w+)\//.exec(headers.authorization ?? "")?.[1];
  return { key, token: headers["x-amz-security-token"] };
}

const session = (name: string): Credentials => ({
  accessKeyId: `ASIA${name}`,
  secretAccessKey: `secret of ${name}`,
  sessionToken: `token-of-${name}`,
  expiration: new Date(Date.now() + 900_000),
});

test("concurrent calls of many sessions are each signed with their own credentials and token", async () => {
  const names = Array.from({ length: 30 }, (_, index) => `SESSION${index}`);
  const calls = names.flatMap((name) => {
    const [iam, sts] = [iamClient("us-east-1", session(name)), stsClient("us-east-1", session(name))];
    return [1, 2].flatMap(() => [
      iam.send(new ListAccountAliasesCommand({})).then(({ AccountAliases }) => AccountAliases?.[0]),
      sts.send(new GetCallerIdentityCommand({})).then(({ UserId }) => UserId),
    ]);
  });
  const expected = names.flatMap((name) => Array(4).fill(`ASIA${name} token-of-${name}`));
  expect(await Promise.all(calls)).toEqual(expected);
});

test("a session keeps its own client when another session has used one since", async () => {
  const first = stsClient("eu-west-1", session("FIRST"));
  const second = stsClient("eu-west-1", session("SECOND"));
  const who = async (sts: typeof first) => (await sts.send(new GetCallerIdentityCommand({}))).UserId;
  const said = [await who(first), await who(second), await who(first)];
  expect(said.map((one) => one?.split(" ")[0])).toEqual(["ASIAFIRST", "ASIASECOND", "ASIAFIRST"]);
});

describe("IAM has one Region for each partition, and its requests are signed for it", () => {
  beforeAll(() => void vi.stubEnv("AWS_ENDPOINT_URL", undefined));

  test.each([
    ["eu-west-1", "iam.amazonaws.com", "us-east-1"],
    ["us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"],
    ["cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ])("a client of %s: %s, %s", async (region, host, signedFor) => {
    const credentials = session("ABROAD");
    const { headers, ...request } = await signedRequest(iamClient(region, credentials));
    const { authorization, ...unsigned } = headers;
    const signer = new SignatureV4({ credentials, region: signedFor, service: "iam", sha256: Sha256 });
    const names = /SignedHeaders=([^,]+)/.exec(authorization ?? "")?.[1]?.split(";") ?? [];
    const signedAt = (headers["x-amz-date"] ?? "").replace(
      /(....)(..)(..)T(..)(..)(..)Z/,
      "$1-$2-$3T$4:$5:$6Z",
    );
    const again = await signer.sign(
      { ...request, headers: unsigned },
      { signingDate: new Date(signedAt), signableHeaders: new Set(names) },
    );
    expect([request.hostname, again.headers.authorization]).toEqual([host, authorization]);
  });

  /** Returns the request that would be sent to AWS. */
  async function signedRequest(iam: IAMClient): Promise<HttpRequest> {
    const signed = Promise.withResolvers<HttpRequest>();
    const catchIt = () => async (args: { request?: unknown }) => {
      signed.resolve(args.request as HttpRequest);
      throw new Error("not sent");
    };
    iam.middlewareStack.add(catchIt as never, { step: "finalizeRequest", priority: "low", name: "caught" });
    await expect(iam.send(new ListAccountAliasesCommand({}))).rejects.toThrow("not sent");
    iam.middlewareStack.remove("caught");
    return signed.promise;
  }
});
