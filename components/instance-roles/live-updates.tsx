"use client";
import { useEffect, useEffectEvent } from "react";
import { useRenderAnew } from "#components/use-render-anew.ts";
import { openStream } from "./event-stream.ts";

/**
 * Keeps one event stream per tab while the tab is in sight. What it tells moves the rows at once; the page itself
 * (counts, order, history) is rendered anew when a role settles, comes or goes.
 */
export function LiveUpdates({ slug }: { slug: string }) {
  const renderAnew = useEffectEvent(useRenderAnew());

  useEffect(() => openStream(`/api/v1/workspaces/${slug}/instance-roles/events`, () => renderAnew()), [slug]);

  return null;
}
