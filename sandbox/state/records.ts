import type { Partition } from "./arns.ts";

/** The sandbox's records. Plain JSON, for the state file; times are ISO 8601. */
export type Tag = { Key: string; Value: string };

export type Trust = {
  text: string;
  /** Principals by unique id, as AWS stores them: an ARN matches only while its owner has this id. */
  principalIds: Record<string, string>;
};

/** What users and roles have in common. */
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
  /** At most one role; a list because AWS's is. */
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
  /** Version numbers are never reused. */
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

/** Stores the profile's id: after the profile is recreated under its ARN, the association no longer works. */
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
  /** The KMS key of the bucket; without it S3's own key, which needs no permission. */
  kmsKeyArn?: string;
};

/** `body` is base64. */
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

/** Facts about an account that the implemented APIs cannot change. */
export type AccountSettings = {
  partition: Partition;
  quotas: Quotas;
  organization?: Organization;
  /** The rest of an API's request allowance after the account's other tools. */
  requestAllowance?: { iam?: { perSecond: number; burst: number } };
  /** Services the account is not subscribed to: it is suspended, or signing up was never finished. */
  notSubscribedTo?: ("iam" | "ec2")[];
  /** Regions whose STS endpoint the account's administrator turned off. */
  stsOffIn?: string[];
};
