"use client";
import Link from "next/link";
import { ProblemWords } from "#components/problem-words.tsx";
import type { BrowserProblem } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { InstanceAccount } from "./search.ts";

type ListProblemProps = {
  slug: string;
  account: InstanceAccount;
  problem: BrowserProblem;
  onRetry(): void;
};

const MENDED_THERE = new Set(["not_granted", "account_not_reachable"]);

/** Why EC2 was not asked, or did not answer, and what to do next. */
export function ListProblem({ slug, account, problem, onRetry }: ListProblemProps) {
  return (
    <Notice tone="bad" live>
      <p>
        <ProblemWords problem={problem} />
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <Button onClick={onRetry}>Ask again</Button>
        {MENDED_THERE.has(problem.code) && (
          <Link
            href={`/${slug}/aws-accounts/${account.id}`}
            className="rounded-sm font-medium underline underline-offset-2"
          >
            Open account {account.accountId}
          </Link>
        )}
      </p>
    </Notice>
  );
}
