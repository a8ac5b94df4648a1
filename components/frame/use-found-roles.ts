"use client";
import { useEffect, useState } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

const MOST = 8;
const PAUSE_MS = 120;

/** Returns roles whose name or ARN contains the query, read when typing pauses; the newest ones while it is empty. */
export function useFoundRoles(slug: string, query: string): InstanceRoleView[] {
  const [roles, setRoles] = useState<InstanceRoleView[]>([]);
  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(async () => {
      const found = await findRoles(slug, query.trim(), left.signal).catch(() => null);
      if (found && !left.signal.aborted) setRoles(found);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [slug, query]);
  // Until the answer arrives, matching roles of the previous answer.
  const words = query.trim().toLowerCase();
  return roles.filter(({ name, roleArn }) => `${name}\n${roleArn}`.toLowerCase().includes(words));
}

/**
 * Searches roles.
 * @throws where the network fails or the search is aborted, also while the answer is read
 */
async function findRoles(slug: string, q: string, signal: AbortSignal): Promise<InstanceRoleView[] | null> {
  const search = new URLSearchParams({ limit: String(MOST), ...(q && { q }) });
  const response = await fetch(`/api/v1/workspaces/${slug}/instance-roles?${search}`, { signal });
  if (!response.ok) return null;
  return ((await response.json()) as { items: InstanceRoleView[] }).items;
}
