import { authorize } from "../authorization/authorize.ts";
import { identifyCaller } from "../authorization/caller.ts";
import { DESTINATION_ACTIONS } from "../events/destinations.ts";
import { RULE_ACTIONS } from "../events/rules.ts";
import type { Sandbox } from "../sandbox.ts";
import { lookupEvents } from "../trail/lookup-events.ts";
import { AwsError } from "../wire/errors.ts";
import type { AwsRequest } from "../wire/request.ts";
import type { JsonAction } from "./action.ts";

const ACTIONS: ReadonlyMap<string, JsonAction> = new Map(
  [lookupEvents, ...RULE_ACTIONS, ...DESTINATION_ACTIONS].map((action) => [
    `${action.service}:${action.name}`,
    action,
  ]),
);

/** Verifies the signature, authorizes and performs a call. Throws the first refusal. */
export async function performJson(sandbox: Sandbox, request: AwsRequest): Promise<object> {
  const { world, faults, callRate } = sandbox;
  const caller = await identifyCaller(world, request);
  const action = ACTIONS.get(`${request.service}:${request.action}`);
  if (!action) throw new AwsError("UnknownOperationException", 400, `There is no ${request.action}`);
  const call = {
    world,
    request,
    caller,
    account: caller.account,
    input: inputOf(request),
    now: world.rules.now(),
    trailDelayMs: faults.settings.trailDelayMs,
    allowance: callRate,
  };
  for (const access of action.access(call)) authorize(world, caller, request, access);
  const output = action.run(call);
  world.flush();
  return output;
}

function inputOf({ received }: AwsRequest): unknown {
  const text = received.body.toString("utf8");
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new AwsError("SerializationException", 400, "The body is not JSON");
  }
}

/** Error codes that Query services name differently. */
const CODES: Record<string, string> = {
  AccessDenied: "AccessDeniedException",
  InvalidClientTokenId: "UnrecognizedClientException",
  SignatureDoesNotMatch: "InvalidSignatureException",
  ExpiredToken: "ExpiredTokenException",
  Throttling: "ThrottlingException",
  ValidationError: "ValidationException",
};

/** JSON services answer every refusal with status 400. */
export function jsonRefusal({ code, message, status }: AwsError) {
  const __type = CODES[code] ?? code;
  return { status: status >= 500 ? status : 400, code: __type, body: JSON.stringify({ __type, message }) };
}
