"use client";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";
import { isOfRemoval } from "./next-step.tsx";
import { useMendWatch } from "./use-mend-watch.ts";

type WatchForMendProps = { slug: string; rendered: InstanceRoleDetail };

/** While the page of a failed role is open, AWS is looked at now and then; once it is mended, Rolecall goes on. */
export function WatchForMend({ slug, rendered }: WatchForMendProps) {
  const role = useLiveRole(rendered);
  const isWatched = role.status === "FAILED" && !isOfRemoval(rendered);
  const lookedAt = useMendWatch(slug, rendered, isWatched);
  if (!isWatched) return null;
  return (
    <p className="-mt-5 text-sm text-ink-3">
      While this page is open, Rolecall looks at AWS now and then without changing anything, and goes on by
      itself once this is mended.
      {lookedAt && (
        <>
          {" "}
          Last looked <RelativeTime at={lookedAt} />.
        </>
      )}
    </p>
  );
}
