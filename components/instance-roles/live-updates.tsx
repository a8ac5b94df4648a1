"use client";
import { useEffect, useEffectEvent } from "react";
import { useRenderAnew } from "#components/use-render-anew.ts";
import { openStream } from "./event-stream.ts";
import { isRemoved } from "./live.ts";

/**
 * Keeps one event stream per tab while the tab is in sight. What it tells moves the rows at once; the page itself
 * (counts, order, history) is rendered anew when a role settles, comes or goes.
 */
export function LiveUpdates({ slug }: { slug: string }) {
  const renderAnew = useEffectEvent(useRenderAnew(slug, showsRemoved));

  useEffect(() => openStream(`/api/v1/workspaces/${slug}/instance-roles/events`, () => renderAnew()), [slug]);

  return null;
}

/** Whoever looks at a role that goes is led to the list (`Gone`); rendered anew, its page would not be found. */
function showsRemoved(): boolean {
  return isRemoved(window.location.pathname.split("/").at(-1));
}
