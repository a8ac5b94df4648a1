"use client";
import { useEffect, useEffectEvent } from "react";
import { keepEventSource } from "#components/event-source.ts";
import { useRenderAnew } from "#components/use-render-anew.ts";

type LiveAccountsProps = {
  slug: string;
  /** Only this account, and every step of its check. */
  id?: string;
  /** The newest version that the page shows. */
  version: number;
};

/** Renders the page anew whenever the server tells that an account on it has changed, and never without. */
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
