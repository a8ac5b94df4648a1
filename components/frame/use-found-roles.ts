"use client";
import { useEffect, useState } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

const MOST = 8;
const PAUSE_MS = 120;

/** The roles whose name or ARN contains the query, asked for once typing pauses; the newest ones while it is empty. */
export function useFoundRoles(slug: string, query: string): InstanceRoleView[] {
  const [roles, setRoles] = useState<InstanceRoleView[]>([]);
  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(async () => {
      const search = new URLSearchParams({ limit: String(MOST), ...(query.trim() && { q: query.trim() }) });
      const response = await fetch(`/api/v1/workspaces/${slug}/instance-roles?${search}`, {
        signal: left.signal,
      }).catch(() => null);
      if (response?.ok) setRoles(((await response.json()) as { items: InstanceRoleView[] }).items);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [slug, query]);
  // Until the answer is there, what is known of the last one and fits.
  const words = query.trim().toLowerCase();
  return roles.filter(({ name, roleArn }) => `${name}\n${roleArn}`.toLowerCase().includes(words));
}
