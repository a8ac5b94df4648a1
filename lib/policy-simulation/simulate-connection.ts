/** Simulates what the connection role may do: a verdict for each action of each question, in no particular order. */
import { AwsError } from "#lib/aws/errors.ts";
import { getRole, type IamRole } from "#lib/aws/iam/get-role.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import { homeRegion, type Partition } from "#lib/aws/partition.ts";
import { defaultRegions } from "#lib/aws/regions.ts";
import type { Aws } from "#lib/aws/session.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { Verdict } from "./judge.ts";
import { type LimitingPolicies, readLimitingPolicies } from "./limiting-policies.ts";
import { connectionKeys, type RequestContext } from "./request-keys.ts";
import { isGlobal, type Question, simulatePrincipal } from "./simulate-principal.ts";

export type ConnectionToSimulate = {
  connectionRoleArn: string;
  partition: Partition;
  /** The Regions in which EC2 is called. */
  regions: readonly [string, ...string[]];
};

/**
 * Simulates the questions.
 * @throws AwsError where the simulator cannot be asked
 */
export async function simulateConnection(
  aws: Aws,
  { connectionRoleArn, partition, regions }: ConnectionToSimulate,
  questions: Question[],
): Promise<Verdict[]> {
  const { name: roleName } = roleArnFrom(connectionRoleArn);
  const principal = { arn: connectionRoleArn };
  const { verdicts } = await simulatePrincipal(
    (simulation) => simulatePrincipalPolicy(aws, simulation),
    questions,
    {
      principal,
      regions,
      homeRegion: homeRegion(partition),
      partitionRegions: defaultRegions(partition),
      known: ({ actions, context }) => connectionKeys(principal, { ...regionOf(actions), ...context }),
      readPolicies: () => readOf(aws, roleName),
      isLost: ({ decision }) => decision !== "allowed",
    },
  );
  return verdicts;

  /** IAM's calls have a certain Region. */
  function regionOf(actions: string[]): RequestContext {
    return actions.every(isGlobal) ? { "aws:RequestedRegion": homeRegion(partition) } : {};
  }
}

/** The connection role reads its own policies. */
async function readOf(aws: Aws, roleName: string): Promise<LimitingPolicies> {
  const [role, attached] = await Promise.all([
    getRole(aws, roleName).catch(orNothing<IamRole>),
    listAttachedRolePolicies(aws, roleName).catch(orNothing<string[]>),
  ]);
  const policies = await readLimitingPolicies(aws, {
    roleName,
    boundaryArn: role?.permissionsBoundaryArn,
    attachedPolicyArns: attached ?? [],
  });
  return { ...policies, ...(!attached && { isPartial: true }) };
}

function orNothing<T>(error: unknown): T | undefined {
  if (error instanceof AwsError) return undefined;
  throw error;
}
