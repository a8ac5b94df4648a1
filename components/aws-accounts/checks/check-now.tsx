"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RunningClock } from "#components/instance-roles/detail/running-clock.tsx";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button, type ButtonKind } from "#components/ui/button.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { expectOutcome } from "./expected-outcome.ts";

type CheckNowProps = {
  slug: string;
  account: Pick<AwsAccountView, "id" | "checking">;
  kind?: ButtonKind;
  label?: string;
};

/** Requests a check; its results appear in the list as they arrive. */
export function CheckNow({ slug, account, kind = "secondary", label = "Check now" }: CheckNowProps) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();
  const { checking } = account;

  async function check() {
    setSending(true);
    setProblem(undefined);
    const answer = await send("POST", `/api/v1/workspaces/${slug}/aws-accounts/${account.id}/check`);
    setSending(false);
    if (!answer.ok) return setProblem(answer.problem);
    expectOutcome(account.id, "outcome");
    router.refresh();
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button kind={kind} busy={sending || checking !== undefined} onClick={check}>
        {checking ? (
          <span>
            Checking… <RunningClock since={checking.since} />
          </span>
        ) : (
          label
        )}
      </Button>
      {problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={problem} />
        </span>
      )}
    </div>
  );
}
