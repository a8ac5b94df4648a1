"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

/** Says that the workspace has the role already, before the form is sent. */
export function RegisteredAlready({ slug, roleArn }: { slug: string; roleArn: string }) {
  const [role, setRole] = useState<Pick<InstanceRoleView, "id" | "name">>();
  useEffect(() => {
    const asking = new AbortController();
    void findRegistered(slug, roleArn, asking.signal).then(setRole);
    return () => asking.abort();
  }, [slug, roleArn]);
  if (!role) return null;
  return (
    <p className="pl-[22px]">
      Registered already as{" "}
      <Link
        href={`/${slug}/instance-roles/${role.id}`}
        className="rounded-sm font-medium underline underline-offset-2"
      >
        {role.name} →
      </Link>
    </p>
  );
}

/** Finds the registered role. Undefined also where the server does not answer, as registering reports it then. */
async function findRegistered(slug: string, roleArn: string, signal: AbortSignal) {
  const query = new URLSearchParams({ q: roleArn.slice(0, 200), limit: "10" });
  const path = `/api/v1/workspaces/${slug}/instance-roles?${query}`;
  const answer = await fetch(path, { signal }).catch(() => null);
  if (!answer?.ok) return undefined;
  // The ARN may change while the answer is still coming in.
  const body = (await answer.json().catch(() => null)) as { items: InstanceRoleView[] } | null;
  return body?.items.find((each) => each.roleArn === roleArn);
}
