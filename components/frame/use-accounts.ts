"use client";
import { useEffect, useState } from "react";
import { send } from "#components/send.ts";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

const MOST = 100;

/** Returns the workspace's first hundred AWS accounts, read when the palette opens. */
export function useAccounts(slug: string, open: boolean): AwsAccountView[] {
  const [accounts, setAccounts] = useState<AwsAccountView[]>([]);
  useEffect(() => {
    if (!open) return;
    const path = `/api/v1/workspaces/${slug}/aws-accounts?limit=${MOST}`;
    void send<{ items: AwsAccountView[] }>("GET", path).then(
      (answer) => answer.ok && setAccounts(answer.body.items),
    );
  }, [slug, open]);
  return accounts;
}
