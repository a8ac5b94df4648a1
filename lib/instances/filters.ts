/** A search as EC2's own filters, so that ten thousand instances are never read to find one. */
import { INSTANCE_STATES } from "./instance-states.ts";

export type Ec2Filter = { Name: string; Values: string[] };

/** Terminated ones stay in EC2's answers for an hour, and nothing can be done with them. */
const SHOWN = INSTANCE_STATES.filter((state) => state !== "terminated");

/** `profileArn`: only instances that carry it. */
export function filtersFor({
  q,
  state,
  profileArn,
}: {
  q?: string | undefined;
  state?: readonly string[] | undefined;
  profileArn?: string | undefined;
}): Ec2Filter[] {
  return [
    { Name: "instance-state-name", Values: state && state.length > 0 ? [...state] : [...SHOWN] },
    ...(q ? [searchFor(q)] : []),
    ...(profileArn ? [{ Name: "iam-instance-profile.arn", Values: [profileArn] }] : []),
  ];
}

/** EC2 ands its filters: what reads like an instance ID is looked for as one, all else in the names. */
function searchFor(q: string): Ec2Filter {
  if (/^i-[0-9a-f]*$/i.test(q)) return { Name: "instance-id", Values: [`${q.toLowerCase()}*`] };
  return { Name: "tag:Name", Values: [`*${q.replace(/[\\*?]/g, "\\$&")}*`] };
}
