import Link from "next/link";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { StatusIcon } from "../status-icon.tsx";

/** Shows the instance profile ARN to launch machines with. */
export function ReadyToUse({ instanceProfileArn, href }: { instanceProfileArn: string; href: string }) {
  const name = nameInArn(instanceProfileArn);
  return (
    <section
      aria-label="Ready to use"
      className="flex items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <span className="mt-[3px]">
        <StatusIcon status="ACTIVE" />
      </span>
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <b className="font-medium">Ready to use.</b> Machines run as this role when they start with the
        instance profile <code className="text-sm">{name}</code>.{" "}
        <Link href={href} className="rounded-sm font-medium text-accent hover:underline">
          Use it from your product →
        </Link>
      </p>
      <CopyButton text={name} what="instance profile name" className="-my-1.5" />
    </section>
  );
}
