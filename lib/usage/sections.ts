/** Describes how each product uses an Active role, with its own values. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { JsonObject, PolicyDocument } from "#lib/iam-policy/parse.ts";
import { mayEc2Assume } from "#lib/iam-policy/trust.ts";
import type { Consumer, Needs, Snippet } from "./consumer.ts";
import { CONSUMERS } from "./consumers/all.ts";
import { type Identifier, type Identity, valueOf } from "./identity.ts";

export type UsageSection = {
  id: string;
  product: string;
  title: string;
  takes: Identifier;
  /** The value of the identifier it takes. */
  value: string;
  allowedByTrust: boolean;
  /** The statement missing in the trust policy, if any. */
  missingStatement?: JsonObject;
  note?: string;
  snippets: Snippet[];
};

/** Returns the products that the role's trust policy allows first; the others with the one missing statement. */
export function usageSections(identity: Identity, trust: PolicyDocument): UsageSection[] {
  const sections = CONSUMERS.map((consumer) => sectionOf(consumer, identity, trust));
  return sections.toSorted((a, b) => Number(b.allowedByTrust) - Number(a.allowedByTrust));
}

function sectionOf(consumer: Consumer, identity: Identity, trust: PolicyDocument): UsageSection {
  const { id, product, title, takes, needs, note } = consumer;
  const allowedByTrust = isTrusted(trust, needs, identity.role.partition);
  return {
    id,
    product,
    title,
    takes,
    value: valueOf(identity, takes),
    allowedByTrust,
    ...(!allowedByTrust && { missingStatement: MISSING[needs] }),
    ...(note && { note }),
    snippets: consumer.snippets(identity),
  };
}

const ECS_TASKS = "ecs-tasks.amazonaws.com";

function isTrusted(trust: PolicyDocument, needs: Needs, partition: Partition): boolean {
  const allows = trust.statements.filter(({ effect }) => effect === "Allow");
  const has = (kind: "Service" | "AWS", named: (name: string) => boolean) =>
    allows.some(({ principals }) => !principals?.except && (principals?.byKind[kind] ?? []).some(named));
  switch (needs) {
    case "ec2":
      return mayEc2Assume(trust, partition).verdict === "allowed";
    case "ecs_tasks":
      return has("Service", (name) => name === ECS_TASKS);
    case "principal":
      return has("AWS", (name) => name !== "*");
    default:
      return needs satisfies never;
  }
}

const MISSING: Record<Needs, JsonObject> = {
  ec2: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ecs_tasks: { Effect: "Allow", Principal: { Service: ECS_TASKS }, Action: "sts:AssumeRole" },
  principal: {
    Effect: "Allow",
    Principal: { AWS: "<the product's principal>" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": "<external ID>" } },
  },
};
