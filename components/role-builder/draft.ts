/** A role design as typed, before the server validates it. Browser-safe. */
import type { RoleDesignInput } from "#lib/role-designs/schema.ts";

export type BucketDraft = {
  key: number;
  name: string;
  prefix: string;
  access: "read" | "read_write";
  accountId: string;
  kmsKeyArn: string;
  requesterPays: boolean;
  grantBy: "role" | "bucket";
};
export type PrincipalDraft = { key: number; arn: string; externalId: string };
export type TagDraft = { key: number; name: string; value: string };

export type Draft = {
  roleName: string;
  path: string;
  account: string;
  ec2: boolean;
  ecsTasks: boolean;
  eksPods: boolean;
  platform: boolean;
  principals: PrincipalDraft[];
  buckets: BucketDraft[];
  statements: string;
  tags: TagDraft[];
  permissionsBoundaryArn: string;
  maxSessionSeconds: string;
  profileName: string;
  inline: boolean;
};

/** An account that a role may be created in; `key` distinguishes accounts of one number in different partitions. */
export type AccountChoice = { key: string; accountId: string; partition: string; label: string };

let next = 0;
/** Returns a key for a new row, so that the other rows keep their fields. */
export const newKey = () => ++next;

export const newBucket = (): BucketDraft => ({
  key: newKey(),
  name: "",
  prefix: "",
  access: "read",
  accountId: "",
  kmsKeyArn: "",
  requesterPays: false,
  grantBy: "role",
});

export const firstDraft = (account: string): Draft => ({
  roleName: "",
  path: "/",
  account,
  ec2: true,
  ecsTasks: false,
  eksPods: false,
  platform: false,
  principals: [],
  buckets: [newBucket()],
  statements: "",
  tags: [],
  permissionsBoundaryArn: "",
  maxSessionSeconds: "",
  profileName: "",
  inline: false,
});

export type Parsed = { input: RoleDesignInput; bucketAt: number[] } | { statementsError: string };

/**
 * Returns the request body. Empty rows are left out; `bucketAt` maps the request's buckets to rows. Extra statements
 * are JSON: one statement, several, or a whole policy document.
 */
export function inputOf(draft: Draft, accounts: AccountChoice[]): Parsed {
  const statements = statementsOf(draft.statements);
  if (typeof statements === "string") return { statementsError: statements };
  const account = accounts.find(({ key }) => key === draft.account);
  const rows = draft.buckets.map((bucket, at) => ({ bucket, at })).filter(({ bucket }) => bucket.name !== "");
  const seconds = draft.maxSessionSeconds.trim();
  return {
    bucketAt: rows.map(({ at }) => at),
    input: {
      roleName: draft.roleName.trim(),
      path: draft.path.trim() || "/",
      ...(account && { accountId: account.accountId, partition: account.partition as "aws" }),
      trustedBy: [
        ...(draft.ec2 ? [{ kind: "ec2" as const }] : []),
        ...(draft.ecsTasks ? [{ kind: "ecs_tasks" as const }] : []),
        ...(draft.eksPods ? [{ kind: "eks_pods" as const }] : []),
        ...draft.principals.map(({ arn, externalId }) => ({
          kind: "principal" as const,
          arn: arn.trim(),
          ...(externalId.trim() && { externalId: externalId.trim() }),
        })),
        ...(draft.platform ? [{ kind: "platform" as const }] : []),
      ],
      buckets: rows.map(({ bucket: { key: _key, accountId, kmsKeyArn, ...bucket } }) => ({
        ...bucket,
        name: bucket.name.trim(),
        ...(accountId.trim() && { accountId: accountId.trim() }),
        ...(kmsKeyArn.trim() && { kmsKeyArn: kmsKeyArn.trim() }),
      })),
      statements,
      tags: Object.fromEntries(
        draft.tags.filter(({ name }) => name !== "").map(({ name, value }) => [name, value]),
      ),
      ...(draft.permissionsBoundaryArn.trim() && {
        permissionsBoundaryArn: draft.permissionsBoundaryArn.trim(),
      }),
      ...(seconds && { maxSessionSeconds: Number(seconds) }),
      ...(draft.profileName.trim() && { profileName: draft.profileName.trim() }),
      inline: draft.inline,
    },
  };
}

function statementsOf(text: string): NonNullable<RoleDesignInput["statements"]> | string {
  if (text.trim() === "") return [];
  try {
    const json = JSON.parse(text) as unknown;
    const inner = typeof json === "object" && json !== null && "Statement" in json ? json.Statement : json;
    return (Array.isArray(inner) ? inner : [inner]) as NonNullable<RoleDesignInput["statements"]>;
  } catch {
    return "This is not JSON. Paste a statement, a list of statements, or a whole policy document.";
  }
}
