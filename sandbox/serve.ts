import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { admit, perform } from "./actions/dispatch.ts";
import { ConnectionLost } from "./faults/faults.ts";
import type { Sandbox } from "./sandbox.ts";
import { parseRoleArn } from "./state/arns.ts";
import { AwsError } from "./wire/errors.ts";
import { type AwsRequest, type Received, readRequest } from "./wire/request.ts";
import { renderAnswer, renderError } from "./wire/xml.ts";

type Answer = { status: number; code?: string; body: string };

/** One AWS call: the faults in front, the call itself, the faults behind, the answer. */
export async function serveAws(
  sandbox: Sandbox,
  received: Received,
  response: ServerResponse,
): Promise<void> {
  const request = readRequest(received, randomUUID());
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
    // Whoever has hung up while waiting here has asked for nothing.
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
    "content-length": Buffer.byteLength(answer.body),
    "x-amzn-requestid": request.requestId,
  });
  response.end(answer.body);
}

async function answerOf(sandbox: Sandbox, request: AwsRequest): Promise<Answer> {
  try {
    const admitted = await admit(sandbox.world, sandbox.allowances, request);
    const output = perform(sandbox.world, admitted);
    return { status: 200, body: renderAnswer(request.service, request.action, output, request.requestId) };
  } catch (error) {
    return refusal(error, request);
  }
}

/** Faults take the place of the answer: an error of their own, or none at all. */
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
  return {
    status: error.status,
    code: error.code,
    body: renderError(request.service, error, request.requestId),
  };
}

const summary = ({ status, code }: Answer) => (code === undefined ? { status } : { status, code });

function callingAccount({ world }: Sandbox, { scope }: AwsRequest): string | undefined {
  return scope && world.keyOwner(scope.accessKeyId)?.account.id;
}
