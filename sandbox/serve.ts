import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { admit, perform } from "./actions/dispatch.ts";
import { ConnectionLost } from "./faults/faults.ts";
import { jsonRefusal, performJson } from "./json/dispatch.ts";
import { s3OperationOf } from "./s3/operation.ts";
import { answerS3, s3RefusalOf } from "./s3/serve.ts";
import type { Sandbox } from "./sandbox.ts";
import { parseRoleArn } from "./state/arns.ts";
import { AwsError } from "./wire/errors.ts";
import { type AwsRequest, type QueryService, type Received, readRequest } from "./wire/request.ts";
import { renderAnswer, renderError } from "./wire/xml.ts";

type Answer = { status: number; code?: string; body: string | Buffer; headers?: Record<string, string> };

/** Handles one AWS call: faults before, the call, faults after, the answer. */
export async function serveAws(
  sandbox: Sandbox,
  received: Received,
  response: ServerResponse,
): Promise<void> {
  const request = named(readRequest(received, randomUUID()));
  const { faults, calls } = sandbox;
  const accountId = callingAccount(sandbox, request);
  const accountIds = [accountId, parseRoleArn(request.form.RoleArn ?? "")?.accountId].filter(
    (id) => id !== undefined,
  );
  const gone = new Promise<void>((resolve) => response.once("close", resolve));
  const startedAt = Date.now();
  const { arrivedAt } = received;
  const answer = await answerOrLoss(async () => {
    await faults.before(request, accountIds, gone);
    // A client that disconnected while waiting here gets no effect.
    if (response.destroyed) throw new ConnectionLost();
    const given = await answerOf(sandbox, request);
    await faults.after(request, accountIds, gone);
    return given;
  }, request);
  await faults.wayBack(arrivedAt);
  calls.record(
    request,
    accountId,
    { at: startedAt, elapsedMs: performance.now() - arrivedAt },
    answer ? summary(answer) : { status: 0, code: "ConnectionLost" },
  );
  if (!answer) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, {
    "content-type": "text/xml",
    ...(received.method !== "HEAD" && { "content-length": Buffer.byteLength(answer.body) }),
    "x-amzn-requestid": request.requestId,
    ...answer.headers,
  });
  response.end(answer.body);
}

async function answerOf(sandbox: Sandbox, request: AwsRequest): Promise<Answer> {
  try {
    if (request.service === "s3") return await answerS3(sandbox, request);
    if (isJson(request)) {
      return {
        status: 200,
        headers: JSON_HEADERS,
        body: JSON.stringify(await performJson(sandbox, request)),
      };
    }
    const admitted = await admit(sandbox.world, sandbox.allowances, request);
    const output = perform(sandbox.world, admitted);
    return {
      status: 200,
      body: renderAnswer(request.service as QueryService, request.action, output, request.requestId),
    };
  } catch (error) {
    return refusal(error, request);
  }
}

/** Adds the S3 operation's name, for faults and the log. */
function named(request: AwsRequest): AwsRequest {
  if (request.service !== "s3") return request;
  const { method, path, query } = request.received;
  return { ...request, action: s3OperationOf(method, path, query).name };
}

/** Sends the answer, or what a fault puts in its place: an error, or a reset connection. */
async function answerOrLoss(give: () => Promise<Answer>, request: AwsRequest): Promise<Answer | undefined> {
  try {
    return await give();
  } catch (error) {
    if (error instanceof ConnectionLost) return undefined;
    return refusal(error, request);
  }
}

function refusal(error: unknown, request: AwsRequest): Answer {
  if (!(error instanceof AwsError)) {
    console.error(`sandbox: ${request.service}:${request.action} failed`, error);
    return refusal(
      new AwsError("InternalFailure", 500, "The request processing has failed because of an unknown error."),
      request,
    );
  }
  if (request.service === "s3") return s3RefusalOf(error, request);
  if (isJson(request)) return { ...jsonRefusal(error), headers: JSON_HEADERS };
  return {
    status: error.status,
    code: error.code,
    body: renderError(request.service as QueryService, error, request.requestId),
  };
}

const isJson = ({ service }: AwsRequest) => service === "cloudtrail" || service === "events";

const JSON_HEADERS = { "content-type": "application/x-amz-json-1.1" };

const summary = ({ status, code }: Answer) => (code === undefined ? { status } : { status, code });

function callingAccount({ world }: Sandbox, { scope }: AwsRequest): string | undefined {
  return scope && world.keyOwner(scope.accessKeyId)?.account.id;
}
