/** Predicts ensure_profile: which instance profile would hold the role, and may Rolecall create it? */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { ec2Services } from "#lib/aws/partition.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import type { AwsRefusal, Failure } from "#lib/failures/failure.ts";
import { tagContext } from "#lib/policy-simulation/tag-context.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import type { CheckWarning } from "../../check-warnings.ts";
import { findProfileCreates } from "../ledger/attachment-store.ts";
import { whoseProfile } from "../ledger/profile-ownership.ts";
import { newProfile, type Plan } from "../plan.ts";
import { PROFILE_TAGS, profileNames } from "../profile-names.ts";
import type { Subject } from "../subject.ts";
import type { Foreseen } from "./foreseen.ts";
import { mayWrite } from "./may-write.ts";

const step = "ensure_profile";

export type ForeseenProfile = {
  name: string;
  arn: string;
  /** `empty`: Rolecall created it earlier, and it holds no role. */
  state: "holds_the_role" | "empty" | "not_there";
};

export async function foreseeProfile(
  subject: Subject,
  aws: Aws,
  { profile: planned, problems }: Plan,
): Promise<Foreseen & { profile?: ForeseenProfile }> {
  // Told with the plan: none is made, and no other used.
  if (problems.some(({ reason }) => reason === "profile_missing")) return { problems: [], warnings: [] };
  const { name, arn, isThere } = planned;
  if (isThere) return { profile: { name, arn, state: "holds_the_role" }, problems: [], warnings: [] };
  const { profile, isUntold } = await pick(subject, aws);
  if (!profile) {
    return { problems: [{ reason: "profile_name_taken", facts: { profileName: name }, step }], warnings: [] };
  }
  if (profile.state === "holds_the_role") return { profile, problems: [], warnings: [] };
  const allowed = await mayMake(subject, aws, profile);
  const hidden: CheckWarning = { code: "profile_not_checked", facts: { profileName: profile.name } };
  return { profile, ...allowed, warnings: [...allowed.warnings, ...(isUntold ? [hidden] : [])] };
}

/** Returns the first name that is free, or whose profile is Rolecall's or holds the role already. */
async function pick(
  { roleArn }: Subject,
  aws: Aws,
): Promise<{ profile?: ForeseenProfile; isUntold?: boolean }> {
  for (const planned of profileNames(roleArn.name).map((name) => newProfile(roleArn, name))) {
    const seen = await lookAt(aws, planned.name);
    const { name, arn } = planned;
    if (!seen) return { profile: { name, arn, state: "not_there" } };
    if (seen === "may not look") return { profile: { name, arn, state: "not_there" }, isUntold: true };
    if (seen.roleArns.includes(roleArn.arn)) {
      return { profile: { name: seen.name, arn: seen.arn, state: "holds_the_role" } };
    }
    if (seen.roleArns.length > 0) continue;
    if (whoseProfile(seen, await findProfileCreates(seen)) === "ours")
      return { profile: { name, arn, state: "empty" } };
  }
  return {};
}

async function lookAt(aws: Aws, name: string): Promise<InstanceProfile | "may not look" | null> {
  try {
    return await getInstanceProfile(aws, name);
  } catch (error) {
    if (isNoSuchEntity(error)) return null;
    return isDenied(error) ? "may not look" : asReason({ step, profileName: name })(error);
  }
}

async function mayMake(subject: Subject, aws: Aws, { name, arn }: ForeseenProfile): Promise<Foreseen> {
  const { arn: roleArn } = subject.roleArn;
  const [making, ...passings] = await sideBySide(
    mayWrite(subject, aws, {
      actions: ["iam:CreateInstanceProfile", "iam:TagInstanceProfile", "iam:AddRoleToInstanceProfile"],
      resourceArn: arn,
      context: tagContext({ ...subject.connection.tags, ...PROFILE_TAGS }),
    }),
    ...ec2Services(subject.roleArn.partition).map((service) =>
      mayWrite(subject, aws, {
        actions: ["iam:PassRole"],
        resourceArn: roleArn,
        context: { "iam:PassedToService": service },
      }),
    ),
  );
  const passing = {
    refused: passings.flatMap(({ refused }) => refused).slice(0, 1),
    warnings: passings.flatMap(({ warnings }) => warnings).slice(0, 1),
  };
  const problem =
    (reason: "profile_denied" | "pass_role_denied", resource: string) =>
    (aws: AwsRefusal): Failure => ({
      reason,
      facts: { action: aws.action, resource, profileName: name },
      step,
      aws,
    });
  return {
    problems: [
      ...making.refused.map(problem("profile_denied", arn)),
      ...passing.refused.map(problem("pass_role_denied", roleArn)),
    ],
    warnings: [...making.warnings, ...passing.warnings],
  };
}
