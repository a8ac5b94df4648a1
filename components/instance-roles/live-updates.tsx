"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { openStream } from "./event-stream.ts";

const TOGETHER_MS = 250;

/**
 * Keeps one event stream per tab while the tab is in sight. What it tells moves the rows at once; the page itself
 * (counts, order, history) is rendered anew when a role settles, comes or goes.
 */
export function LiveUpdates({ slug }: { slug: string }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const renderAnew = useEffectEvent(() => {
    // Many at once (an import) are one rendering.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      router.refresh();
    }, TOGETHER_MS);
  });

  useEffect(() => openStream(`/api/v1/workspaces/${slug}/instance-roles/events`, () => renderAnew()), [slug]);

  return null;
}
