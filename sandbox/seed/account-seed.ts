import type { Partition } from "../state/arns.ts";
import type { AccountSettings, Instance, Quotas } from "../state/records.ts";
import type { Document } from "./documents.ts";
import type { Expectation } from "./expectations.ts";

/** A user or role in a seed. */
export type IdentitySeed = {
  name: string;
  path?: string;
  /** Names of the account's own policies, or `aws:Name` for AWS's. */
  attached?: string[];
  inline?: Record<string, Document>;
  boundary?: string;
  tags?: Record<string, string>;
};

export type RoleSeed = IdentitySeed & {
  trust: Document;
  description?: string;
  /** By ARN, the unique ids of deleted principals in the trust policy. */
  goneIds?: Record<string, string>;
  /** How registering this role must end; without it the role is not among those to register. */
  expect?: Expectation;
  /** The text to paste, where it is not simply the ARN. */
  pasted?: string;
};

export type UserSeed = IdentitySeed;
export type PolicySeed = { name: string; path?: string; description?: string; document: Document };
export type ProfileSeed = { name: string; path?: string; role?: string; tags?: Record<string, string> };
export type InstanceSeed = { name: string; region: string; state: Instance["state"]; profile?: string };

export type BucketSeed = {
  name: string;
  region: string;
  policy?: Document;
  kmsKeyArn?: string;
  /** Texts by key. */
  objects?: Record<string, string>;
};

export type AccountSeed = {
  id: string;
  partition?: Partition;
  alias: string;
  /** Connected to a workspace from the start. */
  connection?: { workspace: string; externalId: string; retiredExternalId?: string };
  quotas?: Partial<Quotas>;
  settings?: Omit<Partial<AccountSettings>, "partition" | "quotas">;
  users?: UserSeed[];
  roles: RoleSeed[];
  policies?: PolicySeed[];
  instanceProfiles?: ProfileSeed[];
  instances?: InstanceSeed[];
  buckets?: BucketSeed[];
  /** ARNs to paste that belong to no role. */
  absent?: { resource: string; expect: Expectation }[];
};
