import Link from "next/link";
import { AWS_MODE, type AwsMode } from "./aws-mode.ts";

export function SidebarFoot({ awsMode }: { awsMode: AwsMode }) {
  return (
    <p className="flex justify-between px-2 text-xs text-ink-3">
      {AWS_MODE[awsMode].short}
      <Link href="/docs/api" prefetch={false} className="rounded-sm hover:text-ink hover:underline">
        API
      </Link>
    </p>
  );
}
