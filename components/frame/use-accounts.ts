"use client";
import { useEffect, useState } from "react";
import { send } from "#components/send.ts";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

const MOST = 100;

/** The workspace's AWS accounts, the first hundred: read when the palette opens, as they are few and seldom change. */
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
