"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";

type RetryButtonProps = { slug: string; id: string; question?: string };

export function RetryButton({ slug, id, question }: RetryButtonProps) {
  const router = useRouter();
  const [state, setState] = useState<{ sending: boolean; problem?: BrowserProblem }>({ sending: false });

  async function retry() {
    setState({ sending: true });
    const answer = await send("POST", `/api/v1/workspaces/${slug}/instance-roles/${id}/retry`);
    // Retried already, here or by somebody else: the page will show what becomes of it.
    const isUnderWay = answer.ok || answer.problem.code === "not_in_this_state";
    if (isUnderWay) router.refresh();
    setState(isUnderWay ? { sending: false } : { sending: false, problem: answer.problem });
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      {question && <span className="font-medium">{question}</span>}
      <Button kind={question ? "primary" : "secondary"} busy={state.sending} onClick={retry}>
        {state.sending ? "Retrying…" : "Retry"}
      </Button>
      {state.problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={state.problem} />
        </span>
      )}
    </div>
  );
}
