"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { say } from "#components/ui/say.ts";
import { counted } from "#lib/counted.ts";
import type { RetriedView } from "#lib/instance-roles/import/view.ts";
import { retriedWords } from "../retried-words.ts";

/** Registers all failed roles again, except those whose removal failed. */
export function RetryAll({ slug, id, failed }: { slug: string; id: string; failed: number }) {
  const router = useRouter();
  const [state, setState] = useState<{ sending: boolean; problem?: BrowserProblem }>({ sending: false });

  async function retry() {
    setState({ sending: true });
    const path = `/api/v1/workspaces/${slug}/instance-roles/imports/${id}/retry`;
    const answer = await send<RetriedView>("POST", path);
    if (!answer.ok) return setState({ sending: false, problem: answer.problem });
    setState({ sending: false });
    router.refresh();
    say(retriedWords(answer.body));
  }

  return (
    <>
      <Button kind="primary" busy={state.sending} onClick={retry}>
        {state.sending
          ? "Retrying…"
          : `Retry ${failed === 1 ? "the failed role" : `all ${counted(failed, "role")}`}`}
      </Button>
      {state.problem && (
        <span role="alert" className="self-center text-sm text-bad">
          <ProblemWords problem={state.problem} />
        </span>
      )}
    </>
  );
}
