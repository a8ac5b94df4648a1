/** The statements of the trust policy, with reasons. Browser-safe. */
import type { JsonObject } from "#lib/iam-policy/parse.ts";
import { oneOrMany, type ReasonedStatement } from "./permission-statements.ts";
import type { RoleDesign, TrustedParty } from "./schema.ts";
import { ec2Principal } from "./service-principals.ts";

/** Rolecall's own access to a role: the external ID of the account's connection. */
export type Platform = { principalArn: string; externalId: string };

const ASSUME_ROLE = "sts:AssumeRole";

/**
 * Returns the trust policy's statements: services without conditions share one; each principal with conditions has its
 * own.
 * @param platform null where the account is not connected; a design that trusts the platform then has no statement for
 * it
 */
export function trustStatements(design: RoleDesign, platform: Platform | null): ReasonedStatement[] {
  const { trustedBy, partition } = design;
  const has = (kind: TrustedParty["kind"]) => trustedBy.some((party) => party.kind === kind);
  return [
    ...(has("ec2")
      ? [
          trust("Ec2", "EC2 hands the role to the machines it starts with the instance profile", {
            Principal: { Service: ec2Principal(partition) },
            Action: ASSUME_ROLE,
          }),
        ]
      : []),
    ...(has("ecs_tasks") ? [ecsTasks(design)] : []),
    ...(has("eks_pods") ? [eksPods(design)] : []),
    ...principals(trustedBy),
    ...(has("platform") && platform ? [byPlatform(platform)] : []),
  ];
}

/** Requires the account, because another account's ECS could name the role too. */
function ecsTasks({ accountId, partition }: RoleDesign): ReasonedStatement {
  return trust("EcsTasks", "ECS hands the role to tasks of this account, and to no other account's", {
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: ASSUME_ROLE,
    ...(accountId && {
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:ecs:*:${accountId}:*` },
      },
    }),
  });
}

/** EKS Pod Identity tags the session with cluster and pod, which needs sts:TagSession. */
function eksPods({ accountId }: RoleDesign): ReasonedStatement {
  return trust(
    "EksPods",
    "EKS Pod Identity hands the role to pods, and names cluster and pod in the session",
    {
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: [ASSUME_ROLE, "sts:TagSession"],
      ...(accountId && { Condition: { StringEquals: { "aws:SourceAccount": accountId } } }),
    },
  );
}

/** Principals with the same external ID, or none, share a statement. */
function principals(trustedBy: TrustedParty[]): ReasonedStatement[] {
  const named = trustedBy.filter((party) => party.kind === "principal");
  const groups = [...Map.groupBy(named, ({ externalId }) => externalId ?? "")];
  return groups.map(([externalId, parties], index) => {
    const arns = [...new Set(parties.map(({ arn }) => arn))];
    const why = externalId
      ? "They may use the role, and only with the external ID, so that nobody can have them use it for somebody else"
      : "They may use the role as it stands";
    return trust(`Principals${groups.length > 1 ? index + 1 : ""}`, why, {
      Principal: { AWS: oneOrMany(arns) },
      Action: ASSUME_ROLE,
      ...(externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    });
  });
}

function byPlatform({ principalArn, externalId }: Platform): ReasonedStatement {
  return trust("Rolecall", "Rolecall may use the role, and only with this account's external ID", {
    Principal: { AWS: principalArn },
    Action: ASSUME_ROLE,
    Condition: { StringEquals: { "sts:ExternalId": externalId } },
  });
}

function trust(Sid: string, why: string, rest: JsonObject): ReasonedStatement {
  return { why, statement: { Sid, Effect: "Allow", ...rest } };
}
