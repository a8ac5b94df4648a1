"use client";
import { useEffect, useState } from "react";
import { type Answered, send } from "#components/send.ts";
import type { RoleInstances } from "#lib/instance-roles/in-use/view.ts";

/** Returns the instances that run with the role; undefined while AWS is asked, or while not wanted. */
export function useInstances(slug: string, id: string, isWanted: boolean): RoleInstances | undefined {
  const [found, setFound] = useState<RoleInstances>();
  useEffect(() => {
    if (!isWanted) return;
    let isLeft = false;
    void readInstances(slug, id).then((instances) => !isLeft && setFound(instances));
    return () => {
      isLeft = true;
    };
  }, [slug, id, isWanted]);
  return isWanted ? found : undefined;
}

/** Reads them. Where the request itself fails, reports that nothing could be looked at. */
export async function readInstances(slug: string, id: string): Promise<RoleInstances> {
  const path = `/api/v1/workspaces/${slug}/instance-roles/${id}/instances`;
  const answer: Answered<RoleInstances> = await send("GET", path);
  if (answer.ok) return answer.body;
  return { items: [], notLooked: [{ why: answer.problem.detail }], fixes: [] };
}

/** Whether instances run with the role, or might where Rolecall could not look. */
export function mayBeInUse({ items, notLooked }: Pick<RoleInstances, "items" | "notLooked">): boolean {
  return items.length + notLooked.length > 0;
}
