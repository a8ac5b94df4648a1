"use client";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { useAsking } from "./use-asking.ts";

type RetryButtonProps = { slug: string; role: InstanceRoleView; question?: string };

export function RetryButton({ slug, role, question }: RetryButtonProps) {
  const { sending, problem, begin } = useAsking(slug, role, "retry");
  return (
    <div className="flex flex-wrap items-center gap-3">
      {question && <span className="font-medium">{question}</span>}
      <Button data-asks kind={question ? "primary" : "secondary"} busy={sending} onClick={begin}>
        {sending ? "Retrying…" : "Retry"}
      </Button>
      {problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={problem} />
        </span>
      )}
    </div>
  );
}
