"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type ChosenRole, RoleChoice } from "./role-choice.tsx";

type Account = { id: string; accountId: string; label: string; byDefault: ChosenRole };

/** Shows for each account the role that its clusters run as when a config names none. */
export function DefaultRoles({
  slug,
  accounts,
  mayChange,
}: {
  slug: string;
  accounts: Account[];
  mayChange: boolean;
}) {
  return (
    <section aria-labelledby="defaults" className="mt-10">
      <h2 id="defaults" className="text-lg font-semibold">
        Default roles
      </h2>
      <p className="mt-0.5 text-ink-2">What clusters of an account run as where no role is chosen.</p>
      <ul className="mt-4 divide-y divide-line rounded-lg border border-line bg-surface">
        {accounts.map((account) => (
          <li key={account.id} className="px-5 py-4">
            <DefaultRole slug={slug} account={account} mayChange={mayChange} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DefaultRole({ slug, account, mayChange }: { slug: string; account: Account; mayChange: boolean }) {
  const router = useRouter();
  const { id, accountId, label, byDefault } = account;
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ChosenRole>(byDefault);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();

  async function save() {
    setSending(true);
    setProblem(undefined);
    const path = `/api/v1/workspaces/${slug}/aws-accounts/${id}/default-role`;
    const answer = await send("PUT", path, { instanceRoleId: chosen?.id ?? null });
    setSending(false);
    if (!answer.ok) return setProblem(answer.problem);
    setOpen(false);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0">
          <span className="font-medium">{label}</span>{" "}
          <span className="text-ink-2">{byDefault ? byDefault.name : "no default role"}</span>
        </p>
        {mayChange && !open && (
          <Button onClick={() => setOpen(true)}>
            {byDefault ? "Change" : "Choose"}
            <span className="sr-only"> the default role of {label}</span>
          </Button>
        )}
      </div>
      {open && (
        <>
          <RoleChoice slug={slug} accountId={accountId} chosen={chosen} onChoose={setChosen} />
          {problem && (
            <Notice tone="bad" live>
              <ProblemWords problem={problem} />
            </Notice>
          )}
          <div className="flex gap-2">
            <Button kind="primary" busy={sending} onClick={save}>
              Save default role
            </Button>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
          </div>
        </>
      )}
    </div>
  );
}
