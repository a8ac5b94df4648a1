"use client";
import { useCallback, useEffect, useState } from "react";
import { type Answered, type BrowserProblem, send } from "#components/send.ts";
import type { InstancePage } from "#lib/instances/view.ts";
import type { InstanceSearch } from "./search.ts";

const PAGE = "50";

/**
 * The machines as EC2 tells them now, page by page; `list` is undefined until the first page has come. The search does
 * not change: another one is another list (`key`).
 */
export function useInstanceList(slug: string, search: InstanceSearch) {
  const [list, setList] = useState<InstancePage>();
  const [problem, setProblem] = useState<BrowserProblem>();
  const [isLoading, setIsLoading] = useState(true);
  const [asked] = useState({ slug, search });

  const take = useCallback((answer: Answered<InstancePage>, isNext: boolean) => {
    setIsLoading(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const page = answer.body;
    setList((before) => ({ ...page, items: [...(isNext ? (before?.items ?? []) : []), ...page.items] }));
  }, []);

  useEffect(() => {
    let isWanted = true;
    void readPage(asked).then((answer) => isWanted && take(answer, false));
    return () => {
      isWanted = false;
    };
  }, [asked, take]);

  /** From the start, or what comes after a cursor. */
  const read = useCallback(
    async (cursor?: string) => {
      setIsLoading(true);
      take(await readPage(asked, cursor), cursor !== undefined);
    },
    [asked, take],
  );
  return { list, problem, isLoading, read };
}

type AskedFor = { slug: string; search: InstanceSearch };

function readPage({ slug, search }: AskedFor, cursor?: string): Promise<Answered<InstancePage>> {
  const { account, region, q, state, role } = search;
  const query = new URLSearchParams({
    region,
    limit: PAGE,
    ...(q && { q }),
    ...(state && { state }),
    ...(role && { instanceRoleId: role }),
    ...(cursor && { cursor }),
  });
  return send("GET", `/api/v1/workspaces/${slug}/aws-accounts/${account}/instances?${query}`);
}
