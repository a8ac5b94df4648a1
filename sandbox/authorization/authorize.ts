import type { ContextInput } from "../policies/context.ts";
import type { World } from "../state/world.ts";
import { AwsError, accessDenied } from "../wire/errors.ts";
import type { AwsRequest } from "../wire/request.ts";
import type { Caller } from "./caller.ts";
import { encodeDenial } from "./encoded-message.ts";
import { type Denial, denialOf, layersOf } from "./layers.ts";
import { requestContext } from "./request-context.ts";

/** A permission an action needs. */
export type Access = {
  action: string;
  resource: string;
  /** The resource's name in a denial, where AWS does not write its ARN: `role MyRole`. */
  named?: string;
  context?: ContextInput;
};

/** Returns when the caller is allowed, throws AWS's refusal when not. */
export function authorize(world: World, caller: Caller, request: AwsRequest, access: Access): void {
  const { action, resource } = access;
  const context = requestContext(caller, request, world.rules.now(), [access.context ?? {}]);
  const denial = denialOf(layersOf(world, caller, { action, resource, context }));
  if (!denial) return;
  const text = denialText(caller.arn, access, denial);
  if (request.service !== "ec2") throw accessDenied(text);
  throw unauthorizedOperation(text, encodeDenial(caller, access, context, denial));
}

/**
 * The text of a denial [IAM User Guide, troubleshoot_access-denied]; policy ARNs are named for explicit denies only.
 */
export function denialText(callerArn: string, { action, resource, named }: Access, denial: Denial): string {
  const head = `User: ${callerArn} is not authorized to perform: ${action} on resource: ${named ?? resource}`;
  return `${head} ${denial.explicit ? explicitText(denial) : `because no ${denial.layer} allows the ${action} action`}`;
}

function explicitText({ layer, policyArn }: Denial): string {
  const arn = policyArn ? `: ${policyArn}` : "";
  if (layer === "role trust policy") return "with an explicit deny in the role trust policy";
  if (layer === "session policy") return `with an explicit deny in a sessions policy${arn}`;
  return `with an explicit deny in ${layer.startsWith("identity") ? "an" : "a"} ${layer}${arn}`;
}

function unauthorizedOperation(text: string, encoded: string): AwsError {
  return new AwsError(
    "UnauthorizedOperation",
    403,
    `You are not authorized to perform this operation. ${text}. Encoded authorization failure message: ${encoded}`,
  );
}
