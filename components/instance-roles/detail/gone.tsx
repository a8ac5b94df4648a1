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
    say(`${name} is deleted.`);
    router.replace(`/${slug}/instance-roles`);
  }, [isRemoved, router, slug, name]);
  return null;
}
