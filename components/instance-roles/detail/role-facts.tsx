import Link from "next/link";
import type { ReactNode } from "react";
import { Term } from "#components/guide/term.tsx";
import { Arn } from "#components/ui/arn.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { Section } from "./section.tsx";

type RoleFactsProps = { slug: string; role: InstanceRoleView; accountHref: string };

export function RoleFacts({ slug, role, accountHref }: RoleFactsProps) {
  const machines = new URLSearchParams({ account: role.awsAccountId, role: role.id });
  return (
    <Section id="facts" title="Facts">
      <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
        <Fact label={<Term name="instance-profile">Instance profile</Term>}>
          {role.instanceProfileArn ? (
            <CopiedCode text={role.instanceProfileArn} what="instance profile ARN" />
          ) : (
            "none yet"
          )}
        </Fact>
        {role.instanceProfileArn && (
          <Fact label="Machines">
            <Link
              href={`/${slug}/ec2-instances?${machines}`}
              className="rounded-sm text-accent underline-offset-2 hover:underline"
            >
              EC2 instances that run with it
            </Link>
          </Fact>
        )}
        <Fact label="AWS account">
          <Link href={accountHref} className="rounded-sm text-accent underline-offset-2 hover:underline">
            {role.awsAccountName && `${role.awsAccountName} · `}
            <span className="font-mono text-sm">{role.awsAccountId}</span>
          </Link>
          {role.partition !== "aws" && ` in ${role.partition}`}
        </Fact>
        {role.roleId && (
          <Fact label="Role ID">
            <CopiedCode text={role.roleId} what="role ID" />
          </Fact>
        )}
        <Fact label="Last verified">
          {role.lastVerifiedAt ? <RelativeTime at={role.lastVerifiedAt} /> : "not yet"}
        </Fact>
        <Fact label="Registered">
          <RelativeTime at={role.createdAt} /> by {role.createdBy}
        </Fact>
      </dl>
    </Section>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex gap-4 px-4 py-2 max-sm:flex-col max-sm:gap-0.5">
      <dt className="w-32 shrink-0 text-ink-3">{label}</dt>
      <dd className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function CopiedCode({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex items-start gap-1">
      <Arn>{text}</Arn>
      <CopyButton text={text} what={what} className="-my-1.5 ml-auto" />
    </span>
  );
}
