import { AWS_MANAGED_DOCUMENTS } from "./aws-managed-documents.ts";
import { seededId } from "./ids.ts";
import type { ManagedPolicy } from "./records.ts";

const byPartition = new Map<string, Map<string, ManagedPolicy>>();

/** Policies that a partition lacks. The real list changes; this one policy represents it. */
const NOT_OFFERED: Record<string, string[]> = { "aws-eusc": ["AmazonEC2ContainerRegistryPullOnly"] };

/** The AWS managed policies of a partition, by ARN. */
export function awsManagedPolicies(partition: string): Map<string, ManagedPolicy> {
  const known = byPartition.get(partition);
  if (known) return known;
  const policies = new Map<string, ManagedPolicy>();
  const missing = NOT_OFFERED[partition] ?? [];
  for (const published of AWS_MANAGED_DOCUMENTS.filter(({ name }) => !missing.includes(name))) {
    const path = published.path ?? "/";
    const arn = `arn:${partition}:iam::aws:policy${path}${published.name}`;
    // A policy's document names resources of its own partition.
    const text = JSON.stringify(published.document).replaceAll("arn:aws:", `arn:${partition}:`);
    const version = { id: `v${published.version}`, text, createdAt: published.at };
    policies.set(arn, {
      name: published.name,
      path,
      id: seededId("ANPA", published.name),
      arn,
      createdAt: published.at,
      updatedAt: published.at,
      tags: [],
      versions: [version],
      defaultVersion: version.id,
      lastVersion: published.version,
    });
  }
  byPartition.set(partition, policies);
  return policies;
}

/** Whether the policy is for a service-linked role, so that no other role can have it. */
export const isServiceRolePolicy = (policy: ManagedPolicy) => policy.path.startsWith("/aws-service-role/");
