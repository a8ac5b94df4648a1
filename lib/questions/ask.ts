import { setTimeout as sleep } from "node:timers/promises";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { Refusal } from "#lib/errors.ts";
import type { CheckView } from "#lib/instance-roles/check-view.ts";
import type { RoleInstances } from "#lib/instance-roles/in-use/view.ts";
import type { LookupView } from "#lib/instance-roles/lookup-view.ts";
import type { AccountRoles } from "#lib/instance-roles/pick/view.ts";
import type { ListInstances } from "#lib/instances/schema.ts";
import type { InstancePage } from "#lib/instances/view.ts";
import { enqueue } from "#lib/queue/queue.ts";
import type { UsageView } from "#lib/usage/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { questionQueue } from "./job.ts";
import { deleteQuestion, insertQuestion, type QuestionKey, readAnswer } from "./store.ts";

/** The questions to AWS: the input and the answer of each. */
export type Questions = {
  account_roles: { input: { awsAccountId: string }; answer: AccountRoles };
  check_role: { input: { roleArn: string }; answer: CheckView };
  look_up_role: { input: { roleArn: string }; answer: LookupView };
  instances: { input: { awsAccountId: string; search: ListInstances }; answer: InstancePage };
  role_usage: { input: { id: string }; answer: UsageView };
  role_instances: { input: { id: string }; answer: RoleInstances };
};

const MOST_WAITING = 40;
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Asks AWS through a worker and waits for the answer, because the web process has no AWS credentials.
 * @throws Refusal `rate_limited` where many requests of the workspace wait already, `worker_unavailable` where none
 * answers in half a minute, and the worker's refusal
 */
export async function askWorker<Kind extends keyof Questions>(
  ctx: Ctx,
  question: { kind: Kind; input: Questions[Kind]["input"] },
  signal: AbortSignal,
): Promise<Questions[Kind]["answer"]> {
  const workspaceId = ctx.workspace.id;
  const key = { workspaceId, questionId: uuid7() };
  await inWorkspace(workspaceId, async (tx) => {
    if ((await insertQuestion(tx, key, question)) >= MOST_WAITING) throw tooMany();
    await enqueue(tx, questionQueue, { ...key, role: ctx.role }, { groupId: workspaceId });
  });
  try {
    return (await answerTo(key, signal)) as Questions[Kind]["answer"];
  } finally {
    await deleteQuestion(key);
  }
}

async function answerTo(key: QuestionKey, signal: AbortSignal): Promise<object> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && !signal.aborted) {
    await sleep(LOOK_EVERY_MS);
    const answer = await readAnswer(key);
    if (!answer) continue;
    if ("found" in answer) return answer.found;
    if ("failedJob" in answer) throw new Error(`the worker failed at job ${answer.failedJob}`);
    const { code, detail, ...more } = answer.refusal;
    throw new Refusal(code, detail, more);
  }
  throw new Refusal("worker_unavailable", "No worker has answered. Try again in a moment.", {
    extra: { retryAfterSeconds: 10 },
  });
}

function tooMany(): Refusal {
  const detail = "Too many questions of this workspace are waiting for AWS. Try again in a moment.";
  return new Refusal("rate_limited", detail, { extra: { retryAfterSeconds: 5 } });
}
