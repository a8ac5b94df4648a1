/** Why a machine may have no credentials of its role, and what to do. Browser-safe. Source: IAM User Guide, "Troubleshoot IAM and Amazon EC2"; EC2 User Guide, "Retrieve instance metadata". */

export const MACHINE_CAUSES = [
  "ok",
  "imds_unreachable",
  "imds_off",
  "no_profile",
  "profile_gone",
  "profile_empty",
  "trust_refused",
  "other_role",
  "other_credentials",
] as const;
export type MachineCause = (typeof MACHINE_CAUSES)[number];

export type CauseWords = { title: string; detail: string; next: string };

export const CAUSE_WORDS: Record<MachineCause, CauseWords> = {
  ok: {
    title: "The machine has the role's credentials",
    detail: "The metadata service answers, and hands out credentials of this role.",
    next: "If a program still lacks rights, test its access to the data on this page.",
  },
  imds_unreachable: {
    title: "The metadata service does not answer",
    detail:
      "Programs fetch credentials from 169.254.169.254. From a container the answer is one hop too far unless the hop limit is 2; a firewall, or a proxy set by HTTP_PROXY, keeps it away too.",
    next: "Run: aws ec2 modify-instance-metadata-options --instance-id <i-…> --http-put-response-hop-limit 2 --http-endpoint enabled. Set NO_PROXY=169.254.169.254 where a proxy is used.",
  },
  imds_off: {
    title: "The metadata service is switched off",
    detail: "The machine's metadata options refuse every request.",
    next: "Run: aws ec2 modify-instance-metadata-options --instance-id <i-…> --http-endpoint enabled",
  },
  no_profile: {
    title: "No instance profile is attached",
    detail: "The machine was started without one, or it was taken off.",
    next: "Attach this role's instance profile to the machine.",
  },
  profile_gone: {
    title: "The instance profile was deleted, or deleted and made again",
    detail: "The machine keeps the old profile's id, which one of the same name does not have.",
    next: "Attach the instance profile again.",
  },
  profile_empty: {
    title: "The instance profile holds no role",
    detail: "The role was taken out of the profile.",
    next: "Press Retry on the role's page: Rolecall puts it back. Machines notice within an hour.",
  },
  trust_refused: {
    title: "EC2 may not assume the role",
    detail: "The role's trust policy does not let EC2 in.",
    next: "Press Check now on the role's page: it shows the trust policy as it has to be.",
  },
  other_role: {
    title: "The machine runs as another role",
    detail: "Another instance profile is attached, or the profile's role was changed less than an hour ago.",
    next: "Attach this role's instance profile in its place, or wait an hour after a change.",
  },
  other_credentials: {
    title: "Other credentials on the machine are used first",
    detail:
      "The metadata service hands out this role's credentials, but access keys in the environment or in ~/.aws win over them.",
    next: "Remove AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from the environment, and the keys from ~/.aws/credentials.",
  },
};
