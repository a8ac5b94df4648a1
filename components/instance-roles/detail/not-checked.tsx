import Link from "next/link";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type NotCheckedProps = { slug: string; notChecked: NonNullable<InstanceRoleView["notChecked"]> };

/** Says that the role is not checked because its account fails its checks. */
export function NotChecked({ slug, notChecked: { since, awsAccount } }: NotCheckedProps) {
  return (
    <Notice tone="warn">
      Not checked since <RelativeTime at={since} />: its AWS account fails its checks. The role stays as it
      is.{" "}
      <Link
        href={`/${slug}/aws-accounts/${awsAccount}`}
        className="rounded-sm font-medium underline underline-offset-2"
      >
        See the account →
      </Link>
    </Notice>
  );
}
