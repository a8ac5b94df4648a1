"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import { say } from "#components/ui/say.ts";
import type { RetriedView } from "#lib/instance-roles/import/view.ts";
import { retriedWords } from "../retried-words.ts";
import { type Selectable, useSelection } from "./selection.tsx";

/** Registers the failed ones again; those that somebody else has retried or deleted meanwhile are no error. */
export function useRetryMany(slug: string) {
  const router = useRouter();
  const { clear } = useSelection();
  const [state, setState] = useState<{ retrying: boolean; problem?: BrowserProblem }>({ retrying: false });

  async function retry(roles: Selectable[]) {
    setState({ retrying: true });
    const body = { ids: roles.map(({ id }) => id) };
    const answer = await send<RetriedView>("POST", `/api/v1/workspaces/${slug}/instance-roles/retry`, body);
    if (!answer.ok) return setState({ retrying: false, problem: answer.problem });
    setState({ retrying: false });
    clear();
    router.refresh();
    say(retriedWords(answer.body));
  }

  return { ...state, retry };
}
