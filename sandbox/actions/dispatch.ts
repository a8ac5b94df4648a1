import { authorize } from "../authorization/authorize.ts";
import { identifyCaller } from "../authorization/caller.ts";
import type { Account } from "../state/account.ts";
import type { World } from "../state/world.ts";
import { eventOf, isRead } from "../trail/event.ts";
import { AwsError } from "../wire/errors.ts";
import { readParams } from "../wire/params.ts";
import type { AwsRequest, QueryService, Service } from "../wire/request.ts";
import type { Output } from "../wire/xml.ts";
import type { Action, Call } from "./action.ts";
import type { Allowances } from "./allowances.ts";
import { ACTIONS } from "./registry.ts";

/** A call that is authenticated and parsed, but not yet performed. */
export type Admitted = { action: Action; call: Call<Record<string, unknown>> };

/** Checks signature, subscription, allowance and parameters, in AWS's order; throws the first refusal. */
export async function admit(world: World, allowances: Allowances, request: AwsRequest): Promise<Admitted> {
  const caller = await identifyCaller(world, request);
  const { account } = caller;
  checkSubscription(account, request.service);
  allowances.take(account, request.service);
  const action = findAction(request);
  const params = readParams(action.params, request.form);
  return { action, call: { world, request, caller, account, params, now: world.rules.now() } };
}

/** Authorizes and performs a call synchronously, so that no other call comes in between. */
export function perform(world: World, { action, call }: Admitted): Output {
  const change = { request: call.request, caller: call.caller, now: call.now };
  try {
    for (const access of action.access(call)) authorize(world, call.caller, call.request, access);
    const output = action.run(call);
    world.flush();
    if (!isRead(action.name)) world.trail.record(eventOf(change));
    return output;
  } catch (error) {
    if (error instanceof AwsError && !isRead(action.name)) {
      const refused = { code: error.code, message: error.message };
      world.trail.record(eventOf({ ...change, refused }));
    }
    throw error;
  }
}

function findAction({ service, form }: AwsRequest): Action {
  const action = ACTIONS.get(`${service}:${form.Action}`);
  if (action && form.Version === VERSIONS[service as QueryService]) return action;
  if (!form.Action)
    throw new AwsError("MissingAction", 400, "The request must contain the parameter Action.");
  throw new AwsError(
    "InvalidAction",
    400,
    `Could not find operation ${form.Action} for version ${form.Version ?? "NO_VERSION_SPECIFIED"}`,
  );
}

const VERSIONS: Record<QueryService, string> = { iam: "2010-05-08", sts: "2011-06-15", ec2: "2016-11-15" };

function checkSubscription(account: Account, service: Service): void {
  if ((service !== "iam" && service !== "ec2") || !account.settings.notSubscribedTo?.includes(service))
    return;
  throw new AwsError("OptInRequired", 403, "The AWS Access Key Id needs a subscription for the service");
}
