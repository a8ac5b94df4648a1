"use client";
import { useEffect, useState } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

/** Returns the role ARNs of the newest hundred registrations; none until the server has answered. */
export function useRegisteredArns(slug: string): ReadonlySet<string> {
  const [arns, setArns] = useState<ReadonlySet<string>>(NONE);
  useEffect(() => {
    const asking = new AbortController();
    void registeredArns(slug, asking.signal).then(setArns);
    return () => asking.abort();
  }, [slug]);
  return arns;
}

const NONE: ReadonlySet<string> = new Set();

async function registeredArns(slug: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const path = `/api/v1/workspaces/${slug}/instance-roles?limit=100`;
  const answer = await fetch(path, { signal }).catch(() => null);
  if (!answer?.ok) return NONE;
  const { items } = (await answer.json()) as { items: InstanceRoleView[] };
  return new Set(items.map(({ roleArn }) => roleArn));
}
