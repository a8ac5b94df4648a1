"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { say } from "#components/ui/say.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { useIsRemoved } from "../live.ts";

/** Leads to the list when the role is deleted while its page is open. */
export function Gone({ slug, role: { id, name, undo } }: { slug: string; role: InstanceRoleDetail }) {
  const router = useRouter();
  const isRemoved = useIsRemoved(id);
  const mayHaveLeft = undo.willUndo.length > 0;
  useEffect(() => {
    if (!isRemoved) return;
    const left = mayHaveLeft ? leftInAws(slug, id) : Promise.resolve([]);
    void left.then((sentences) => say([`${name} is deleted.`, ...sentences].join(" ")));
    router.replace(`/${slug}/instance-roles`);
  }, [isRemoved, mayHaveLeft, router, slug, id, name]);
  return null;
}

/** Returns what the removal left in AWS and why, a sentence each, from the API's answer about the deleted role. */
async function leftInAws(slug: string, id: string): Promise<string[]> {
  const response = await fetch(`/api/v1/workspaces/${slug}/instance-roles/${id}`).catch(() => null);
  const { left = [] } = ((await response?.json()) ?? {}) as { left?: { detail?: string }[] };
  return left.flatMap(({ detail }) => detail ?? []);
}
