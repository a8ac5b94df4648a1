/** A question's way from the web process through a worker to AWS and back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { askWorker } from "#lib/questions/ask.ts";
import { questionQueue } from "#lib/questions/job.ts";
import { closeQueue } from "#lib/queue/queue.ts";
import { type Serving, serve } from "#lib/queue/serve.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { connectedTo, makeRole, ownSandbox } from "../../e2e/support/engine.ts";
import { ownDatabase } from "../../e2e/support/own-database.ts";
import { answerQuestion } from "./answer-question.ts";

const ACME = "418295702613";

let sandbox: RunningSandbox;
let worker: Serving | undefined;
let ctx: Ctx;
beforeAll(async () => {
  await ownDatabase();
  sandbox = await ownSandbox();
  ctx = await connectedTo(sandbox, ACME);
});
afterAll(async () => {
  await worker?.stop(0);
  await closeQueue(0);
  await Promise.all([closeDb(), closeDirect(), sandbox.close()]);
});

const questions = () => inWorkspace(ctx.workspace.id, (tx) => tx.workerQuestion.count());
const never = new AbortController().signal;

test("a request is refused where no worker answers, and nothing is left in the database", async () => {
  const asked = askWorker(
    ctx,
    { kind: "check_role", input: { roleArn: await makeRole(ACME) } },
    AbortSignal.timeout(300),
  );
  await expect(asked).rejects.toMatchObject({ code: "worker_unavailable", status: 503 });
  expect(await questions()).toBe(0);
});

test("a forty-first waiting question of a workspace is refused", async () => {
  const roleArn = await makeRole(ACME);
  const workspaceId = ctx.workspace.id;
  const waiting = Array.from({ length: 40 }, () => ({
    workspaceId,
    id: uuid7(),
    kind: "check_role",
    input: { roleArn },
  }));
  await inWorkspace(workspaceId, (tx) => tx.workerQuestion.createMany({ data: waiting }));
  await expect(askWorker(ctx, { kind: "check_role", input: { roleArn } }, never)).rejects.toMatchObject({
    code: "rate_limited",
  });
  await inWorkspace(workspaceId, (tx) => tx.workerQuestion.deleteMany());
});

test("the worker's answer is returned, and its refusal refuses", async () => {
  worker = await serve(questionQueue, { concurrency: 4, perGroup: 4 }, answerQuestion);
  const roleArn = await makeRole(ACME);
  expect(await askWorker(ctx, { kind: "check_role", input: { roleArn } }, never)).toMatchObject({
    roleArn,
    wouldBe: "ACTIVE",
  });
  const unknown = askWorker(
    ctx,
    { kind: "check_role", input: { roleArn: "arn:aws:iam::000000000001:role/x" } },
    never,
  );
  await expect(unknown).rejects.toMatchObject({ code: "invalid", errors: [{ path: "roleArn" }] });
  expect(await questions()).toBe(0);
});
