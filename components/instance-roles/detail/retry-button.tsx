"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";

type RetryButtonProps = { slug: string; id: string; question?: string };

export function RetryButton({ slug, id, question }: RetryButtonProps) {
  const router = useRouter();
  const [state, setState] = useState<{ sending: boolean; problem?: string }>({ sending: false });

  async function retry() {
    setState({ sending: true });
    const answer = await send("POST", `/api/v1/workspaces/${slug}/instance-roles/${id}/retry`);
    // Somebody else has retried it already: the page will show what became of it.
    if (answer.ok || answer.problem.code === "not_in_this_state") router.refresh();
    setState(answer.ok ? { sending: false } : { sending: false, problem: answer.problem.detail });
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      {question && <span className="font-medium">{question}</span>}
      <Button kind={question ? "primary" : "secondary"} busy={state.sending} onClick={retry}>
        {state.sending ? "Retrying…" : "Retry"}
      </Button>
      {state.problem && (
        <span role="alert" className="text-sm text-bad">
          {state.problem}
        </span>
      )}
    </div>
  );
}
