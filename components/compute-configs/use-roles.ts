"use client";
import { useEffect, useState } from "react";
import { send } from "#components/send.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

const MOST = 50;
const PAUSE_MS = 250;

/** Returns instance roles of an account (twelve digits) whose name or ARN contains the query, by name. */
export function useRoles(slug: string, accountId: string | undefined, query: string): InstanceRoleView[] {
  const [roles, setRoles] = useState<InstanceRoleView[]>([]);
  useEffect(() => {
    if (!accountId) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const asked = new URLSearchParams({ awsAccountId: accountId, sort: "name", limit: `${MOST}` });
      if (query.trim()) asked.set("q", query.trim());
      const path = `/api/v1/workspaces/${slug}/instance-roles?${asked}`;
      const answer = await send<{ items: InstanceRoleView[] }>("GET", path);
      if (isWanted && answer.ok) setRoles(answer.body.items);
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [slug, accountId, query]);
  return roles;
}
