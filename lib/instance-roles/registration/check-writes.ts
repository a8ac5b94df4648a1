/** What a registration would write, foreseen by reading: is it there, is the name free, would it be allowed? */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import { type SimulatedDecision, simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { AwsRefusal, Failure } from "../failure.ts";
import type { Plan } from "./plan.ts";
import { isTagged, profileNames } from "./profile-names.ts";
import type { Judged } from "./steps/check-trust.ts";
import type { Subject } from "./subject.ts";

/** Policies of the customer's own account that are not there. Where we may not look, attaching will tell. */
export async function checkPolicies(aws: Aws, { missing }: Plan): Promise<Judged> {
  const own = missing.filter(({ kind }) => kind === "customer_managed");
  const problems = await Promise.all(
    own.map(async ({ arn }): Promise<Failure[]> => {
      const state = await getPolicy(aws, arn).catch(missingOrUnknown);
      if (state !== "missing") return [];
      return [{ reason: "required_policy_missing", facts: { policyArn: arn }, step: "attach_policies" }];
    }),
  );
  return { problems: problems.flat(), warnings: [] };
}

/** Both names are taken by profiles that are not ours. */
export async function checkProfile({ roleArn }: Subject, aws: Aws, { profile }: Plan): Promise<Judged> {
  const nothing: Judged = { problems: [], warnings: [] };
  if (profile.isThere) return nothing;
  const names = profileNames(roleArn.name);
  for (const name of names) if (await isFree(aws, name)) return nothing;
  const [profileName] = names;
  return {
    problems: [{ reason: "profile_name_taken", facts: { profileName }, step: "ensure_profile" }],
    warnings: [],
  };
}

async function isFree(aws: Aws, name: string): Promise<boolean> {
  const profile = await getInstanceProfile(aws, name).catch(missingOrUnknown);
  return typeof profile === "string" || (isTagged(profile.tags) && profile.roleArns.length === 0);
}

function missingOrUnknown(error: unknown): "missing" | "unknown" {
  if (isNoSuchEntity(error)) return "missing";
  if (isDenied(error)) return "unknown";
  throw error;
}

type Intended = {
  action: string;
  resourceArn: string;
  context?: Record<string, string>;
  refused: (decision: { action: string; resource: string }) => Pick<Failure, "reason" | "facts" | "step">;
};

/**
 * Would the connection role be allowed what has to be written? Asked of the simulator; where that is not allowed or
 * not offered, only trying tells, and `simulate` warns of it.
 */
export async function checkPermissions(subject: Subject, aws: Aws, plan: Plan): Promise<Judged> {
  const principalArn = subject.connection.connectionRoleArn;
  const problems = await Promise.all(
    intended(subject, plan).map(async ({ action, resourceArn, context, refused }): Promise<Failure[]> => {
      const simulation = { principalArn, actions: [action], resourceArn, ...(context && { context }) };
      const decisions = await simulatePrincipalPolicy(aws, simulation).catch(() => []);
      const [decision] = decisions;
      if (!decision || decision.decision === "allowed") return [];
      const failure = refused({ action, resource: resourceArn });
      return [{ ...failure, aws: refusalBy(decision) } as Failure];
    }),
  );
  return { problems: problems.flat(), warnings: [] };
}

function intended({ roleArn }: Subject, { missing, profile }: Plan): Intended[] {
  const attach = missing.map(
    ({ arn: policyArn }): Intended => ({
      action: "iam:AttachRolePolicy",
      resourceArn: roleArn.arn,
      context: { "iam:PolicyARN": policyArn },
      refused: (denied) => ({
        reason: "attach_denied",
        facts: { ...denied, policyArn },
        step: "attach_policies",
      }),
    }),
  );
  if (profile.isThere) return attach;
  const { name: profileName, arn } = profile;
  const onProfile = ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"].map(
    (action): Intended => ({
      action,
      resourceArn: arn,
      refused: (denied) => ({
        reason: "profile_denied",
        facts: { ...denied, profileName },
        step: "ensure_profile",
      }),
    }),
  );
  const pass: Intended = {
    action: "iam:PassRole",
    resourceArn: roleArn.arn,
    context: { "iam:PassedToService": "ec2.amazonaws.com" },
    refused: (denied) => ({
      reason: "pass_role_denied",
      facts: { ...denied, profileName },
      step: "ensure_profile",
    }),
  };
  return [...attach, ...onProfile, pass];
}

function refusalBy({
  action,
  decision,
  allowedByBoundary,
  allowedByOrganization,
}: SimulatedDecision): AwsRefusal {
  const policyLayer =
    allowedByOrganization === false ? "scp" : allowedByBoundary === false ? "boundary" : "identity";
  return { action, code: "AccessDenied", policyLayer, explicit: decision === "explicitDeny" };
}
