/** A connected AWS account: what assuming its connection role needs. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { Tags } from "#lib/aws/tags.ts";

export type Connection = {
  id: string;
  partition: Partition;
  accountId: string;
  connectionRoleArn: string;
  /** AROA… as an earlier AssumeRole answered it. */
  connectionRoleId: string | null;
  externalId: string;
  /** During a rotation: the customer may have put it into the trust policy already. */
  pendingExternalId: string | null;
  /** Out of use since the last rotation: tells why the connection is refused. */
  retiredExternalId: string | null;
  /** Where its machines run; empty where not given. */
  regions: string[];
  /** Instance profiles are made by others: Rolecall makes none. */
  neverMakeProfiles: boolean;
  /** On what Rolecall makes in the account, beside its own. */
  tags: Tags;
  /** What sessions carry, as far as a check saw it allowed. */
  sourceIdentity: string | null;
  /** The account's last check passed: the role was refused without the external ID then. */
  isProven: boolean;
};
