/** The errors of the real SDK with a server that answers as AWS, as an emulator, or not at all. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterEach, expect, test } from "vitest";
import { callAws } from "./call.ts";
import { type AwsError, isDenied, isNotOffered, isThrottle, isUnavailable } from "./errors.ts";
import { getRole } from "./iam/get-role.ts";
import type { Aws } from "./session.ts";

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

async function client(answer: RequestListener): Promise<IAMClient> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return new IAMClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
}

async function thrownBy(answer: RequestListener): Promise<AwsError> {
  const iam = await client(answer);
  const call = () => iam.send(new GetRoleCommand({ RoleName: "etl" }));
  return callAws({ retry: { budgetMs: 0 } }, "iam", "GetRole", call).then(
    () => {
      throw new Error("it was answered");
    },
    (error: AwsError) => error,
  );
}

const xml =
  (code: string, status: number, message = "no") =>
  (): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "text/xml", "x-amzn-requestid": "r-1" });
    response.end(
      `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
    );
  };

test("AWS's errors keep the wire code, the status and the request id", async () => {
  const error = await thrownBy(xml("LimitExceeded", 409)());
  expect(error).toMatchObject({
    code: "LimitExceeded",
    httpStatus: 409,
    requestId: "r-1",
    action: "iam:GetRole",
  });
  expect(isThrottle(error)).toBe(false);
  expect(isThrottle(await thrownBy(xml("Throttling", 400)()))).toBe(true);
  expect(isUnavailable(await thrownBy(xml("ServiceUnavailable", 503)()))).toBe(true);
});

test("a denial is parsed for the layer that refused", async () => {
  const text =
    "User: u is not authorized to perform: iam:GetRole because no identity-based policy allows the iam:GetRole action";
  const error = await thrownBy(xml("AccessDenied", 403, text)());
  expect(isDenied(error) && error.denial.layer).toBe("identity");
});

test("an emulator's error page is an unreadable answer, and means not offered", async () => {
  const page =
    "<!doctype html><html lang=en><title>500 Internal Server Error</title><h1>Oh</h1><p>a & b</html>";
  const error = await thrownBy((_, response) => {
    response.writeHead(500, { "content-type": "text/html" });
    response.end(page);
  });
  expect(error).toMatchObject({ code: "UnreadableAnswer", httpStatus: 500 });
  expect(isNotOffered(error)).toBe(true);
});

test("an answer without its required members is unreadable", async () => {
  const iam = await client((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html><body>hello</body></html>");
  });
  const aws = { iam, caller: { retry: { budgetMs: 0 } } } as unknown as Aws;
  await expect(getRole(aws, "etl")).rejects.toMatchObject({ code: "UnreadableAnswer" });
});

test("connections that are refused, reset or cut off are network errors", async () => {
  const reset = await thrownBy((request) => request.socket.destroy());
  const cut = await thrownBy((request, response) => {
    response.writeHead(200, { "content-length": "500" });
    response.write("<GetRoleResponse>", () => request.socket.destroy());
  });
  for (const error of [reset, cut]) {
    expect(error.code).toBe("NetworkError");
    expect(isUnavailable(error)).toBe(true);
  }
});
