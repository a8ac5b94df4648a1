/** Works one job of the question queue: asks AWS and stores the answer. */
import { Refusal } from "#lib/errors.ts";
import { checkInstanceRole } from "#lib/instance-roles/check.ts";
import { listRoleInstances } from "#lib/instance-roles/in-use/list.ts";
import { lookUpInstanceRole } from "#lib/instance-roles/look-up.ts";
import { listAccountRoles } from "#lib/instance-roles/pick/list.ts";
import { listInstances } from "#lib/instances/list/list.ts";
import type { Questions } from "#lib/questions/ask.ts";
import type { QuestionJob } from "#lib/questions/job.ts";
import { type Answered, findQuestion, writeAnswer } from "#lib/questions/store.ts";
import type { Job } from "#lib/queue/queue.ts";
import { readRoleUsage } from "#lib/usage/role-usage.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

const ANSWERS: { [Kind in keyof Questions]: (ctx: Ctx, input: never) => Promise<Questions[Kind]["answer"]> } =
  {
    account_roles: (ctx, { awsAccountId }: Questions["account_roles"]["input"]) =>
      listAccountRoles(ctx, awsAccountId),
    check_role: (ctx, input: Questions["check_role"]["input"]) => checkInstanceRole(ctx, input),
    look_up_role: (ctx, input: Questions["look_up_role"]["input"]) => lookUpInstanceRole(ctx, input),
    instances: (ctx, { awsAccountId, search }: Questions["instances"]["input"]) =>
      listInstances(ctx, awsAccountId, search),
    role_usage: (ctx, { id }: Questions["role_usage"]["input"]) => readRoleUsage(ctx, id),
    role_instances: (ctx, { id }: Questions["role_instances"]["input"]) => listRoleInstances(ctx, id),
  };

/** Answers with the permissions of the asking member. */
export async function answerQuestion({ id, data }: Job<QuestionJob>): Promise<void> {
  const question = await findQuestion(data);
  if (!question) return;
  const { kind, input, workspace } = question;
  const ctx: Ctx = { workspace, actor: { kind: "system", name: "Rolecall" }, role: data.role };
  try {
    await writeAnswer(data, { found: await ANSWERS[kind as keyof Questions](ctx, input as never) });
  } catch (error) {
    await writeAnswer(data, error instanceof Refusal ? refused(error) : { failedJob: id });
    if (!(error instanceof Refusal)) throw error;
  }
}

function refused({ code, message: detail, errors, extra }: Refusal): Answered {
  return { refusal: { code, detail, ...(errors && { errors }), ...(extra && { extra }) } };
}
