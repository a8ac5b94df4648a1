"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { say } from "#components/ui/say.ts";
import { useIsRemoved } from "../live.ts";

/** When the role goes while one looks at it, the list is the place to be. */
export function Gone({ slug, id, name }: { slug: string; id: string; name: string }) {
  const router = useRouter();
  const isRemoved = useIsRemoved(id);
  useEffect(() => {
    if (!isRemoved) return;
    void leftInAws(slug, id).then((left) => say([`${name} is deleted.`, ...left].join(" ")));
    router.replace(`/${slug}/instance-roles`);
  }, [isRemoved, router, slug, id, name]);
  return null;
}

/** What the removal left in AWS and why, a sentence each: the answer about a role that is gone says so. */
async function leftInAws(slug: string, id: string): Promise<string[]> {
  const response = await fetch(`/api/v1/workspaces/${slug}/instance-roles/${id}`).catch(() => null);
  const { left = [] } = ((await response?.json()) ?? {}) as { left?: { detail?: string }[] };
  return left.flatMap(({ detail }) => detail ?? []);
}
