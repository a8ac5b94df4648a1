import { denialText } from "../authorization/authorize.ts";
import type { Caller } from "../authorization/caller.ts";
import { type Denial, denialOf, type LayerVerdict, layersOf } from "../authorization/layers.ts";
import { requestContext } from "../authorization/request-context.ts";
import type { ContextInput } from "../policies/context.ts";
import { listOf, policyDocument, type Statement } from "../policies/document.ts";
import { evaluate, type Question, type Verdict } from "../policies/evaluate.ts";
import type { Account } from "../state/account.ts";
import type { Bucket, Trust } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/errors.ts";
import type { AwsRequest } from "../wire/request.ts";

export type OwnedBucket = { account: Account; bucket: Bucket };

type Wanted = { action: string; resource: string; context?: ContextInput };

/**
 * Returns when the caller is allowed, throws S3's refusal when not. Within an account the caller's policies or the
 * bucket's have to allow it, across accounts both; a Deny anywhere wins.
 */
export function authorizeS3(
  world: World,
  caller: Caller,
  request: AwsRequest,
  { account, bucket }: OwnedBucket,
  { action, resource, context = {} }: Wanted,
): void {
  const keys: ContextInput = {
    "aws:ResourceAccount": account.id,
    "aws:ResourceOrgID": account.settings.organization?.id,
    ...context,
  };
  const question = { action, resource, context: requestContext(caller, request, world.rules.now(), [keys]) };
  const denial = denialOf(layersFor(world, caller, question, { account, bucket }));
  if (denial) throw refusal(caller, account, { action, resource }, denial);
}

function layersFor(world: World, caller: Caller, question: Question, owned: OwnedBucket): LayerVerdict[] {
  const own = layersOf(world, caller, question);
  const { verdict, namesIdentity } = bucketVerdict(owned.bucket.policy, caller, question);
  const layer: LayerVerdict = { layer: "resource-based policy", verdict };
  if (caller.account !== owned.account) return [...own, layer];
  if (verdict.effect === "explicitDeny") return [layer, ...own];
  // A bucket policy that names the role or user itself is enough; one that names the account leaves it to their
  // policies.
  const isEnough = verdict.effect === "allowed" && namesIdentity;
  return isEnough ? own.filter((one) => one.layer !== "identity-based policy" || isDeny(one)) : own;
}

const isDeny = ({ verdict }: LayerVerdict) => verdict.effect === "explicitDeny";

function bucketVerdict(
  policy: Trust | undefined,
  caller: Caller,
  question: Question,
): { verdict: Verdict; namesIdentity: boolean } {
  if (!policy) return { verdict: { effect: "implicitDeny", matched: [] }, namesIdentity: false };
  const policies = [{ name: "bucket policy", document: policyDocument(policy.text) }];
  const verdictFor = (names: (statement: Statement) => boolean) => evaluate(policies, question, names);
  const byIdentity = (statement: Statement) => namesIdentity(statement, policy, caller);
  const verdict = verdictFor((statement) => byIdentity(statement) || namesAccount(statement, caller));
  return { verdict, namesIdentity: verdictFor(byIdentity).effect === "allowed" };
}

/** Matches a role or user by its unique id, so that one recreated under the name does not match. */
function namesIdentity({ principal }: Statement, { principalIds }: Trust, caller: Caller): boolean {
  if (principal === undefined) return false;
  if (principal === "*") return true;
  const { identity, arn } = caller;
  return listOf(principal.AWS).some(
    (value) =>
      value === "*" ||
      value === arn ||
      (value === identity.arn && (principalIds[value] ?? identity.id) === identity.id),
  );
}

function namesAccount({ principal }: Statement, { account }: Caller): boolean {
  if (typeof principal !== "object") return false;
  return listOf(principal.AWS).some((value) => value === account.id || value === account.arn("root"));
}

/** The refusal's text. Callers of another organization are not told why. S3 quotes the resource, KMS does not. */
function refusal(caller: Caller, owner: Account, { action, resource }: Wanted, denial: Denial): AwsError {
  const organization = owner.settings.organization?.id;
  const isAkin =
    caller.account === owner ||
    (organization !== undefined && caller.account.settings.organization?.id === organization);
  if (!isAkin) return new AwsError("AccessDenied", 403, "Access Denied");
  const named = action.startsWith("s3:") ? `"${resource}"` : resource;
  return new AwsError("AccessDenied", 403, denialText(caller.arn, { action, resource, named }, denial));
}
