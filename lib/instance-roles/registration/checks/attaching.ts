/** Predicts attach_policies: do the missing policies exist, and may Rolecall attach them? */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import type { Found } from "../steps/find-role.ts";
import type { Subject } from "../subject.ts";
import type { Foreseen } from "./foreseen.ts";
import { mayWrite } from "./may-write.ts";

const step = "attach_policies";

export async function foreseeAttaching(
  subject: Subject,
  aws: Aws,
  { found, missing }: { found: Found; missing: RequiredPolicy[] },
): Promise<Foreseen> {
  if (missing.length > 0 && isReserved(found.role.path)) {
    return { problems: [{ reason: "role_not_modifiable", facts: {}, step }], warnings: [] };
  }
  // AWS managed policies always exist, and the connection role has no right to read them.
  const own = missing.filter(({ kind }) => kind === "customer_managed");
  const [policies, refusals] = await sideBySide(
    Promise.all(own.map(({ arn }) => lookAt(aws, arn))),
    Promise.all(missing.map(({ arn }) => mayAttach(subject, aws, { found, policyArn: arn }))),
  );
  const all = [...refusals, ...policies];
  return {
    problems: all.flatMap(({ problems }) => problems),
    warnings: all.flatMap(({ warnings }) => warnings),
  };
}

/** Whether AWS alone may change roles below the path (docs/aws-facts.md, Roles that AWS keeps for itself). */
function isReserved(path: string): boolean {
  return path.startsWith("/aws-reserved/") || path.startsWith("/aws-service-role/");
}

async function mayAttach(
  subject: Subject,
  aws: Aws,
  { found, policyArn }: { found: Found; policyArn: string },
): Promise<Foreseen> {
  const resource = subject.roleArn.arn;
  const { permissionsBoundaryArn: boundary } = found.role;
  const { refused, warnings } = await mayWrite(subject, aws, {
    actions: ["iam:AttachRolePolicy"],
    resourceArn: resource,
    context: { "iam:PolicyARN": policyArn, ...(boundary && { "iam:PermissionsBoundary": boundary }) },
  });
  const problems = refused.map(
    (refusal): Failure => ({
      reason: "attach_denied",
      facts: { action: refusal.action, resource, policyArn },
      step,
      aws: refusal,
    }),
  );
  return { problems, warnings };
}

async function lookAt(aws: Aws, policyArn: string): Promise<Foreseen> {
  const problem = (reason: "required_policy_missing" | "policy_not_attachable"): Foreseen => ({
    problems: [{ reason, facts: { policyArn }, step }],
    warnings: [],
  });
  try {
    const { isAttachable } = await getPolicy(aws, policyArn);
    return isAttachable ? { problems: [], warnings: [] } : problem("policy_not_attachable");
  } catch (error) {
    if (isNoSuchEntity(error)) return problem("required_policy_missing");
    if (!isDenied(error)) return asReason({ step })(error);
    return { problems: [], warnings: [{ code: "policy_not_checked", facts: { policyArn } }] };
  }
}
