import { createHash } from "node:crypto";
import type { Write } from "../state/account.ts";
import { iamArn } from "../state/arns.ts";
import { seededEc2Id, seededId, seededSecret } from "../state/ids.ts";
import type { ManagedPolicy, Quotas, Role, User } from "../state/records.ts";
import type { SeededAccount } from "../state/world.ts";
import type {
  AccountSeed,
  BucketSeed,
  IdentitySeed,
  InstanceSeed,
  PolicySeed,
  ProfileSeed,
  RoleSeed,
  UserSeed,
} from "./account-seed.ts";

const MADE_AT = "2025-11-03T09:12:44Z";

const DEFAULT_QUOTAS: Quotas = {
  policiesPerRole: 10,
  roles: 1_000,
  instanceProfiles: 1_000,
  policies: 1_500,
  trustSize: 2_048,
};

const ADMIN: UserSeed = { name: "admin", attached: ["aws:AdministratorAccess"] };

/**
 * Turns a seed into an account's settings and first records. Ids and keys are derived from the ARNs, so they are the
 * same at every start.
 */
export function buildAccount(seed: AccountSeed): SeededAccount {
  const { id, partition = "aws", alias, quotas, settings } = seed;
  const writes: Write[] = [
    [id, "aliases", "alias", { name: alias }],
    ...[ADMIN, ...(seed.users ?? [])].map((user) => named(id, "users", userRecord(seed, user))),
    ...seed.roles.map((role) => named(id, "roles", roleRecord(seed, role))),
    ...(seed.policies ?? []).map((policy) => named(id, "policies", policyRecord(seed, policy))),
    ...(seed.instanceProfiles ?? []).map((profile) =>
      named(id, "instanceProfiles", profileRecord(seed, profile)),
    ),
    ...(seed.instances ?? []).flatMap((instance) => instanceWrites(seed, instance)),
    ...(seed.buckets ?? []).flatMap((bucket) => bucketWrites(seed, bucket)),
  ];
  return { id, settings: { ...settings, partition, quotas: { ...DEFAULT_QUOTAS, ...quotas } }, writes };
}

const named = (id: string, kind: Write[1], record: { name: string }): Write => [
  id,
  kind,
  record.name.toLowerCase(),
  record,
];

function identityRecord(account: AccountSeed, kind: "role" | "user", seed: IdentitySeed) {
  const { name, path = "/", attached = [], inline = {}, boundary, tags = {} } = seed;
  const arn = arnOf(account, `${kind}${path}${name}`);
  return {
    name,
    path,
    id: seededId(kind === "role" ? "AROA" : "AIDA", arn),
    arn,
    createdAt: MADE_AT,
    attached: attached.map((policy) => policyArn(account, policy)),
    inline: Object.fromEntries(
      Object.entries(inline).map(([policy, document]) => [policy, JSON.stringify(document)]),
    ),
    tags: tagList(tags),
    ...(boundary && { boundary: policyArn(account, boundary) }),
  };
}

function roleRecord(account: AccountSeed, seed: RoleSeed): Role {
  const text = JSON.stringify(seed.trust);
  return {
    ...identityRecord(account, "role", seed),
    trust: { text, principalIds: { ...idsOfPrincipals(text), ...seed.goneIds } },
    maxSessionSeconds: 3600,
    ...(seed.description && { description: seed.description }),
  };
}

function userRecord(account: AccountSeed, seed: UserSeed): User {
  const record = identityRecord(account, "user", seed);
  return {
    ...record,
    accessKeys: [{ id: seededId("AKIA", record.arn).slice(0, 20), secret: seededSecret(record.arn) }],
  };
}

function policyRecord(
  account: AccountSeed,
  { name, path = "/", description, document }: PolicySeed,
): ManagedPolicy {
  const arn = arnOf(account, `policy${path}${name}`);
  return {
    name,
    path,
    id: seededId("ANPA", arn),
    arn,
    createdAt: MADE_AT,
    updatedAt: MADE_AT,
    tags: [],
    versions: [{ id: "v1", text: JSON.stringify(document), createdAt: MADE_AT }],
    defaultVersion: "v1",
    lastVersion: 1,
    ...(description && { description }),
  };
}

function profileRecord(account: AccountSeed, { name, path = "/", role, tags = {} }: ProfileSeed) {
  const arn = arnOf(account, `instance-profile${path}${name}`);
  return {
    name,
    path,
    id: seededId("AIPA", arn),
    arn,
    createdAt: MADE_AT,
    roles: role ? [role] : [],
    tags: tagList(tags),
  };
}

function instanceWrites(account: AccountSeed, { name, region, state, profile }: InstanceSeed): Write[] {
  const id = seededEc2Id("i", `${account.id}/${name}`);
  const tags = [{ Key: "Name", Value: name }];
  const instance = { id, region, state, type: "m7i.xlarge", launchedAt: MADE_AT, tags };
  if (!profile) return [[account.id, "instances", id, instance]];
  const { path = "/" } = account.instanceProfiles?.find((seeded) => seeded.name === profile) ?? {};
  const profileArn = arnOf(account, `instance-profile${path}${profile}`);
  const association = {
    id: seededEc2Id("iip-assoc", id),
    region,
    instanceId: id,
    profileArn,
    profileId: seededId("AIPA", profileArn),
    state: "associated",
    at: MADE_AT,
  };
  return [
    [account.id, "instances", id, instance],
    [account.id, "associations", association.id, association],
  ];
}

function bucketWrites({ id }: AccountSeed, { objects = {}, policy, ...bucket }: BucketSeed): Write[] {
  const text = policy && JSON.stringify(policy);
  const record = { ...bucket, ...(text && { policy: { text, principalIds: idsOfPrincipals(text) } }) };
  const objectWrites = Object.entries(objects).map(([key, content]): Write => {
    const body = Buffer.from(content);
    const etag = createHash("md5").update(body).digest("hex");
    const stored = {
      body: body.toString("base64"),
      size: body.length,
      etag,
      type: "text/plain",
      at: MADE_AT,
    };
    return [id, "objects", `${bucket.name}/${key}`, { bucket: bucket.name, key, ...stored }];
  });
  return [[id, "buckets", bucket.name, record], ...objectWrites];
}

/** The unique ids of a trust policy's principals, as if the policy had been sent to AWS. */
function idsOfPrincipals(trust: string): Record<string, string> {
  const arns = trust.match(/arn:[a-z-]+:iam::\d{12}:(?:role|user)\/[^"]+/g) ?? [];
  return Object.fromEntries(
    arns.map((arn) => [arn, seededId(arn.includes(":role/") ? "AROA" : "AIDA", arn)]),
  );
}

const arnOf = ({ id, partition = "aws" }: AccountSeed, resource: string) => iamArn(partition, id, resource);

function policyArn(account: AccountSeed, policy: string): string {
  const { partition = "aws", policies = [] } = account;
  if (policy.startsWith("aws:")) return iamArn(partition, "aws", `policy/${policy.slice("aws:".length)}`);
  const { path = "/" } = policies.find(({ name }) => name === policy) ?? {};
  return arnOf(account, `policy${path}${policy}`);
}

const tagList = (tags: Record<string, string>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
