"use client";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type Answered, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import type { AccountRoles } from "#lib/instance-roles/pick/view.ts";
import type { ConnectedAccount } from "../connected-account.ts";
import { NotListed } from "./not-listed.tsx";
import { RoleChoice } from "./role-choice.tsx";

type PickFromAwsProps = { slug: string; accounts: ConnectedAccount[]; onPick: (arn: string) => void };

/** The roles that AWS knows in a connected account, for whoever has no ARN at hand. Asked for by a click. */
export function PickFromAws({ slug, accounts, onPick }: PickFromAwsProps) {
  const [id, setId] = useState(accounts[0]?.id ?? "");
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<Answered<AccountRoles>>();
  const account = accounts.find((each) => each.id === id);

  async function ask() {
    setAsking(true);
    setAnswer(await send<AccountRoles>("GET", `/api/v1/workspaces/${slug}/aws-accounts/${id}/roles`));
    setAsking(false);
  }

  function choose(other: string) {
    setId(other);
    setAnswer(undefined);
  }

  if (!account) return null;
  return (
    <section aria-labelledby="pick" className="flex flex-col gap-3">
      <h3 id="pick" className="text-sm text-ink-3">
        Or pick the role from AWS
      </h3>
      <div className="flex flex-wrap gap-2">
        {accounts.length > 1 && (
          <select
            aria-label="AWS account"
            value={id}
            onChange={({ target }) => choose(target.value)}
            className={`${inputClass} field-size min-w-0 flex-1`}
          >
            {accounts.map((each) => (
              <option key={each.id} value={each.id}>
                {[each.name, each.accountId].filter(Boolean).join(" · ")}
              </option>
            ))}
          </select>
        )}
        <Button busy={isAsking} onClick={ask}>
          {isAsking ? "Asking AWS…" : answer ? "List again" : "List the account's roles"}
        </Button>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {answer && !answer.ok && (
          <p className="text-bad">
            <ProblemWords problem={answer.problem} />
          </p>
        )}
        {answer?.ok && answer.body.outcome === "listed" && (
          <RoleChoice key={id} slug={slug} listed={answer.body} onPick={onPick} />
        )}
        {answer?.ok && answer.body.outcome !== "listed" && (
          <NotListed slug={slug} account={account} outcome={answer.body.outcome} />
        )}
      </div>
    </section>
  );
}
