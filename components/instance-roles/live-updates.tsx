"use client";
import { useEffect, useEffectEvent } from "react";
import { useRenderAnew } from "#components/use-render-anew.ts";
import { openStream } from "./event-stream.ts";
import { isRemoved } from "./live.ts";

/**
 * Keeps one event stream for each visible tab. Its events update rows at once; the page itself (counts, order, history)
 * is refreshed when a role settles, is added or is deleted.
 */
export function LiveUpdates({ slug }: { slug: string }) {
  const renderAnew = useEffectEvent(useRenderAnew(slug, showsRemoved));

  useEffect(() => openStream(`/api/v1/workspaces/${slug}/instance-roles/events`, () => renderAnew()), [slug]);

  return null;
}

/** Whether the page shows a deleted role: `Gone` then leads to the list, and a refresh would be a 404. */
function showsRemoved(): boolean {
  return isRemoved(window.location.pathname.split("/").at(-1));
}
