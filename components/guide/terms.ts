/** The words of this field that the pages use, each explained once. Browser-safe. */

export type TermName =
  | "role"
  | "trust-policy"
  | "permission-policy"
  | "instance-profile"
  | "permissions-boundary"
  | "scp"
  | "external-id"
  | "policy-quota"
  | "propagation"
  | "arn";

type Term = { title: string; words: string };

export const TERMS = {
  role: {
    title: "IAM role",
    words:
      "An identity in an AWS account that is nobody's own: whoever its trust policy names may use it for a while, without a password. Your clusters' machines run as one, and may do what its policies allow. Its owner made it; Rolecall never deletes it.",
  },
  "trust-policy": {
    title: "Trust policy",
    words:
      "The part of a role that says who may use it. Machines can use a role only if its trust policy names EC2 (ec2.amazonaws.com).",
  },
  "permission-policy": {
    title: "Permission policy",
    words:
      "What a role may do: read this bucket, write that log. Several are attached to one role. The ones every machine of a cluster needs are the required policies, which Rolecall attaches where they are missing.",
  },
  "instance-profile": {
    title: "Instance profile",
    words:
      "The envelope in which a role is handed to a machine: EC2 starts machines with a profile, never with a role. Each holds one role. Rolecall uses the one that is there, or makes one.",
  },
  "permissions-boundary": {
    title: "Permissions boundary",
    words:
      "An upper limit on a role: what it does not allow stays forbidden, whatever the role's policies allow. Usually set by whoever looks after security in the account.",
  },
  scp: {
    title: "Service control policy (SCP)",
    words:
      "The same kind of limit, set by your AWS organization over whole accounts. Only the organization's administrators can change it.",
  },
  "external-id": {
    title: "External ID",
    words:
      "A secret word between your AWS account and Rolecall. The connection role lets Rolecall in only with it, so that nobody else who uses Rolecall can reach your account.",
  },
  "policy-quota": {
    title: "Policy quota",
    words:
      "How many policies fit on one role: 10 unless AWS has raised it for the account. When it is full, something has to come off, or the quota has to be raised.",
  },
  propagation: {
    title: "Propagation",
    words:
      "AWS shows a change everywhere only after some seconds, sometimes a minute or two. Rolecall waits for that and says so; nothing is wrong meanwhile.",
  },
  arn: {
    title: "ARN",
    words:
      "The full name of a thing in AWS. That of a role stands at the top of its page in the AWS console: arn:aws:iam::, the twelve digits of the account, :role/ and its path and name.",
  },
} as const satisfies Record<TermName, Term>;
