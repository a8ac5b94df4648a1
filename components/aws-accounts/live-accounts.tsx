"use client";
import { useEffect, useEffectEvent } from "react";
import { keepEventSource } from "#components/event-source.ts";
import { useRenderAnew } from "#components/use-render-anew.ts";

type LiveAccountsProps = {
  slug: string;
  /** Follow only this account, with every step of its check. */
  id?: string;
  /** The newest version that the page shows. */
  version: number;
};

/** Refreshes the page when the server reports a change of an account on it. */
export function LiveAccounts({ slug, id, version }: LiveAccountsProps) {
  const renderAnew = useEffectEvent(useRenderAnew(slug));
  const isNews = useEffectEvent((told: number) => told > version);
  const begin = useEffectEvent(() => version);
  const accounts = `/api/v1/workspaces/${slug}/aws-accounts${id ? `/${id}` : ""}`;

  useEffect(() => {
    const listen = (source: EventSource) => {
      source.addEventListener("account", ({ lastEventId }) => {
        if (isNews(Number(lastEventId))) renderAnew();
      });
      source.addEventListener("removed", () => renderAnew());
    };
    return keepEventSource(`${accounts}/events?since=${begin()}`, { listen, refused: () => renderAnew() });
  }, [accounts]);

  return null;
}
