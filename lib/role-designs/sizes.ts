/** Sizes of documents against IAM's limits. Browser-safe. Source: IAM User Guide, "IAM and AWS STS quotas". */
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import type { RoleDesign } from "./schema.ts";

export type Size = {
  what: "permission_policy" | "trust_policy";
  /** Characters without white space, as IAM counts them. */
  characters: number;
  limit: number;
};

const LIMITS = { managed: 6_144, inline: 10_240, trust: 2_048 };

export function sizesOf(
  { inline }: Pick<RoleDesign, "inline">,
  documents: { permissionPolicy: PolicyJson | null; trustPolicy: PolicyJson },
): Size[] {
  const { permissionPolicy, trustPolicy } = documents;
  return [
    ...(permissionPolicy
      ? [
          {
            what: "permission_policy" as const,
            characters: characters(permissionPolicy),
            limit: inline ? LIMITS.inline : LIMITS.managed,
          },
        ]
      : []),
    { what: "trust_policy", characters: characters(trustPolicy), limit: LIMITS.trust },
  ];
}

const characters = (document: PolicyJson) => JSON.stringify(document).length;
