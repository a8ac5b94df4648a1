"use client";
import Link from "next/link";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type Answered, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import type { AccountRoles } from "#lib/instance-roles/pick/view.ts";
import type { ConnectedAccount } from "../connected-account.ts";

type NotListedProps = {
  slug: string;
  account: ConnectedAccount;
  outcome: Exclude<AccountRoles["outcome"], "listed">;
};

/** Why there is no list, and how the account allows it. */
export function NotListed({ slug, account, outcome }: NotListedProps) {
  const [answer, setAnswer] = useState<Answered<object>>();
  const [isSending, setSending] = useState(false);
  const page = `/${slug}/aws-accounts/${account.id}`;

  async function include() {
    setSending(true);
    const path = `/api/v1/workspaces/${slug}/aws-accounts/${account.id}`;
    setAnswer(await send("PATCH", path, { includeListRoles: true }));
    setSending(false);
  }

  const toAccount = (words: string) => (
    <Link href={page} className="rounded-sm font-medium text-accent underline-offset-2 hover:underline">
      {words}
    </Link>
  );
  if (outcome === "not_reached") {
    return (
      <p className="text-ink-2">
        Rolecall could not reach account {account.accountId}. {toAccount("Look at its checks →")}
      </p>
    );
  }
  if (answer?.ok) {
    return (
      <p className="text-ink-2">
        The set-up documents now allow it. Apply them again in AWS, then list the roles here.{" "}
        {toAccount("Open the set-up documents →")}
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-ink-2">
        AWS does not let Rolecall list the roles of account {account.accountId}: it lacks iam:ListRoles. The
        permission is added only where an admin chooses so. It shows Rolecall the name and the trust policy of
        every role of the account.
      </p>
      <Button busy={isSending} onClick={include}>
        Add it to the set-up documents
      </Button>
      {answer && !answer.ok && (
        <p className="text-bad">
          <ProblemWords problem={answer.problem} />
        </p>
      )}
    </div>
  );
}
