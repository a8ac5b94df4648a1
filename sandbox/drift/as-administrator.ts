import { randomUUID } from "node:crypto";
import { perform } from "../actions/dispatch.ts";
import { ACTIONS } from "../actions/registry.ts";
import type { Sandbox } from "../sandbox.ts";
import { IAM_REGION } from "../state/arns.ts";
import { readParams } from "../wire/params.ts";
import type { AwsRequest, Form } from "../wire/request.ts";

/** User agents of the tools that make such changes; the most common one first. */
const USER_AGENT =
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.82.0";

/**
 * Makes an IAM call as the account's administrator, without a signature.
 * @throws AWS's refusals
 */
export function asAdministrator({ world }: Sandbox, accountId: string, name: string, form: Form): void {
  const account = world.account(accountId);
  const admin = account?.user("admin");
  const action = ACTIONS.get(`iam:${name}`);
  if (!account || !admin || !action) throw new TypeError(`Nobody can call ${name} in account ${accountId}`);
  const caller = { account, arn: admin.arn, userId: admin.id, identity: admin };
  const request = requestFor(name, form, IAM_REGION[account.partition]);
  const params = readParams(action.params, form);
  perform(world, { action, call: { world, request, caller, account, params, now: world.rules.now() } });
}

function requestFor(action: string, form: Form, region: string): AwsRequest {
  return {
    received: {
      arrivedAt: performance.now(),
      method: "POST",
      path: "/",
      query: "",
      headers: { "user-agent": USER_AGENT },
      remoteAddress: "198.51.100.7",
      body: Buffer.alloc(0),
    },
    requestId: randomUUID(),
    form: { ...form, Action: action },
    action,
    scope: undefined,
    service: "iam",
    region,
  };
}
