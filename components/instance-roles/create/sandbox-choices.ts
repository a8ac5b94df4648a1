/** Roles of the sandbox's seed, for who has no ARN at hand. A browser test registers each of them. */
export const SANDBOX_CHOICES = [
  { arn: "arn:aws:iam::418295702613:role/team/data/etl-nightly", leadsTo: "ACTIVE", what: "becomes Active" },
  { arn: "arn:aws:iam::418295702613:role/lambda-loader", leadsTo: "FAILED", what: "EC2 may not assume it" },
  { arn: "arn:aws:iam::418295702613:role/ten-teams", leadsTo: "FAILED", what: "no room for more policies" },
  {
    arn: "arn:aws:iam::418295702613:role/storage-only",
    leadsTo: "FAILED",
    what: "a boundary takes too much",
  },
] as const;
