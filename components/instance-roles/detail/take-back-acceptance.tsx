"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";

/** Withdraws an acceptance: the role is registered again, and fails if the finding still holds. */
export function TakeBackAcceptance({ slug, id }: { slug: string; id: string }) {
  const router = useRouter();
  const [state, setState] = useState<{ sending: boolean; problem?: BrowserProblem }>({ sending: false });

  async function takeBack() {
    setState({ sending: true });
    const answer = await send("DELETE", `/api/v1/workspaces/${slug}/instance-roles/${id}/acceptance`);
    if (answer.ok) router.refresh();
    setState(answer.ok ? { sending: false } : { sending: false, problem: answer.problem });
  }

  return (
    <div className="mt-2 flex flex-wrap items-center gap-3">
      <Button busy={state.sending} onClick={takeBack}>
        {state.sending ? "Registering again…" : "Take it back and register again"}
      </Button>
      {state.problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={state.problem} />
        </span>
      )}
    </div>
  );
}
