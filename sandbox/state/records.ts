import type { Partition } from "./arns.ts";

/** Everything the sandbox keeps. Records are plain JSON, so that the state file can hold them; times are ISO 8601. */
export type Tag = { Key: string; Value: string };

export type Trust = {
  text: string;
  /** Principals are kept by unique id, as AWS does: an ARN in the text counts only while this id is its owner. */
  principalIds: Record<string, string>;
};

/** What a user and a role have in common: a name that policies hang on. */
export type Identity = {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: string;
  attached: string[];
  inline: Record<string, string>;
  boundary?: string;
  tags: Tag[];
};

export type Role = Identity & { trust: Trust; description?: string; maxSessionSeconds: number };

export type User = Identity & { accessKeys: { id: string; secret: string }[] };

export type InstanceProfile = {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: string;
  /** At most one; a list because AWS's is. */
  roles: string[];
  tags: Tag[];
};

export type PolicyVersion = { id: string; text: string; createdAt: string };

export type ManagedPolicy = {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: string;
  updatedAt: string;
  description?: string;
  tags: Tag[];
  versions: PolicyVersion[];
  defaultVersion: string;
  /** Version numbers are never given twice. */
  lastVersion: number;
};

export type Session = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  issuedAt: number;
  expiresAt: number;
  roleId: string;
  roleName: string;
  roleArn: string;
  sessionName: string;
  policy?: string;
  policyArns: string[];
  tags: Tag[];
  transitiveTagKeys: string[];
  sourceIdentity?: string;
};

export type InstanceState = "pending" | "running" | "stopping" | "stopped" | "terminated";

export type Instance = {
  id: string;
  region: string;
  state: InstanceState;
  type: string;
  imageId?: string;
  launchedAt: string;
  tags: Tag[];
};

export type AssociationState = "associating" | "associated" | "disassociating" | "disassociated";

/** An instance keeps the id the profile had: a profile made anew under the same ARN is dead on it. */
export type Association = {
  id: string;
  region: string;
  instanceId: string;
  profileArn: string;
  profileId: string;
  state: AssociationState;
  at: string;
};

export type Bucket = {
  name: string;
  region: string;
  policy?: Trust;
  /** Encrypted by this key; without it by S3's own, which needs no permission. */
  kmsKeyArn?: string;
};

/** `body` in base64. */
export type S3Object = {
  bucket: string;
  key: string;
  body: string;
  size: number;
  etag: string;
  type: string;
  at: string;
};

export type Quotas = {
  policiesPerRole: number;
  roles: number;
  instanceProfiles: number;
  policies: number;
  trustSize: number;
};

export type OrganizationPolicy = { arn: string; text: string };

export type Organization = {
  id: string;
  managementAccountId: string;
  serviceControlPolicies: OrganizationPolicy[];
  resourceControlPolicies: OrganizationPolicy[];
};

/** What is true of an account as a whole, and not to be changed through the APIs spoken here. */
export type AccountSettings = {
  partition: Partition;
  quotas: Quotas;
  organization?: Organization;
  /** What is left of an API's request allowance after the account's other tools have had theirs. */
  requestAllowance?: { iam?: { perSecond: number; burst: number } };
  /** Services this account has no subscription for: it was suspended, or never finished signing up. */
  notSubscribedTo?: ("iam" | "ec2")[];
  /** Regions whose STS endpoint the account's administrator has turned off. */
  stsOffIn?: string[];
};
