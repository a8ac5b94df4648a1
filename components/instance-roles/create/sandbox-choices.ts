/** Roles of the sandbox's seed, for users without an ARN. A browser test compares them with the sandbox. */
export const SANDBOX_CHOICES = [
  { arn: "arn:aws:iam::418295702613:role/team/data/etl-nightly", leadsTo: "ACTIVE", what: "becomes Active" },
  { arn: "arn:aws:iam::418295702613:role/lambda-loader", leadsTo: "FAILED", what: "EC2 may not assume it" },
  { arn: "arn:aws:iam::418295702613:role/ten-teams", leadsTo: "FAILED", what: "no room for more policies" },
  {
    arn: "arn:aws:iam::418295702613:role/storage-only",
    leadsTo: "FAILED",
    what: "a boundary takes too much",
  },
  { arn: "arn:aws:iam::562931847205:role/team/data/etl-nightly", leadsTo: "ACTIVE", what: "becomes Active" },
  { arn: "arn:aws:iam::562931847205:role/never-created", leadsTo: "FAILED", what: "does not exist" },
  { arn: "arn:aws:iam::701300000018:role/cluster", leadsTo: "FAILED", what: "AWS does not let Rolecall in" },
  { arn: "arn:aws:iam::701300000026:role/cluster", leadsTo: "ACTIVE", what: "an SCP may stop the machines" },
  { arn: "arn:aws:iam::701300000067:role/cluster", leadsTo: "FAILED", what: "a required policy is missing" },
] as const;
