import { seededId } from "../state/ids.ts";
import type { Expectation, Line } from "./expectations.ts";

const ACME = "418295702613";
const GLOBEX = "562931847205";

/** Texts that people paste instead of a role ARN, into Acme's form. */
export function typedWrong(): Line[] {
  const reporting = `arn:aws:iam::${ACME}:role/cluster-reporting`;
  const lines: [arn: string, expect: Expectation][] = [
    ["cluster-reporting", "arn_malformed"],
    [`arn:aws:iam::${ACME}:role//cluster-reporting`, "arn_malformed"],
    [`arn:aws:iam::${ACME}:Role/cluster-reporting`, "arn_malformed"],
    ["arn:aws:s3:::acme-lake", "arn_wrong_service"],
    [`arn:aws:iam:eu-west-1:${ACME}:role/cluster-reporting`, "arn_region_not_empty"],
    [`arn:amazon:iam::${ACME}:role/cluster-reporting`, "arn_partition_unknown"],
    ["arn:aws:iam::41829570261:role/cluster-reporting", "arn_account_invalid"],
    [`arn:aws:sts::${ACME}:assumed-role/cluster-reporting/i-0c6d1f2e3a4b5c6d7`, "arn_is_session"],
    [`arn:aws:iam::${ACME}:instance-profile/spark-workers-ec2`, "arn_is_instance_profile"],
    [`arn:aws:iam::${ACME}:user/admin`, "arn_is_user"],
    ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", "arn_is_policy"],
    [`arn:aws:iam::${ACME}:policy/rolecall-node`, "arn_is_policy"],
    [seededId("AROA", reporting), "arn_is_unique_id"],
    // The access key id in AWS's documentation.
    ["AKIAIOSFODNN7EXAMPLE", "arn_is_access_key"],
    [
      "https://eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1#/roles/details/cluster-reporting?section=permissions",
      "arn_is_console_url",
    ],
    [`arn:aws:iam::${GLOBEX}:role/cluster-reporting`, "account_not_connected"],
    ["arn:aws:iam::123456789012:role/cluster-reporting", "account_not_connected"],
    [`arn:aws-us-gov:iam::${ACME}:role/cluster-reporting`, "partition_mismatch"],
    // Registered by an earlier line.
    [reporting, "already_registered"],
  ];
  return lines.map(([arn, expect]) => ({ arn, workspace: "acme", expect }));
}
