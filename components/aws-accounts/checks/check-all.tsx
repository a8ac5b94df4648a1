"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";

/** Requests a check of each account on the page; checks under way are joined. */
export function CheckAll({ slug, ids }: { slug: string; ids: string[] }) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();

  async function checkAll() {
    setSending(true);
    setProblem(undefined);
    for (const id of ids) {
      const answer = await send("POST", `/api/v1/workspaces/${slug}/aws-accounts/${id}/check`);
      if (answer.ok) continue;
      setProblem(answer.problem);
      break;
    }
    setSending(false);
    router.refresh();
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button busy={sending} onClick={checkAll}>
        {sending ? "Asking…" : "Check all"}
      </Button>
      {problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={problem} />
        </span>
      )}
    </div>
  );
}
