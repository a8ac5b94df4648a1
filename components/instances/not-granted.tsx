"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { InstanceAccount } from "./search.ts";

type NotGrantedProps = { slug: string; account: InstanceAccount; mayGrant: boolean };

/** The account has not opted into attaching; what that takes, and what it allows. */
export function NotGranted({ slug, account, mayGrant }: NotGrantedProps) {
  const router = useRouter();
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();

  async function turnOn() {
    setIsSending(true);
    const path = `/api/v1/workspaces/${slug}/aws-accounts/${account.id}`;
    const answer = await send("PATCH", path, { includeAttach: true });
    if (answer.ok) return router.push(`/${slug}/aws-accounts/${account.id}`);
    setIsSending(false);
    setProblem(answer.problem);
  }

  return (
    <Notice>
      <p className="font-medium">Rolecall may look at these machines, and not change them</p>
      <p className="max-w-[72ch]">
        To attach roles from here, the account has to allow it: three EC2 actions on the account's own
        instances, and reading how far they are. The roles that may be handed over stay those that Rolecall
        may prepare.{" "}
        {mayGrant
          ? "Turn it on, then apply the set-up documents again in AWS."
          : "An admin of this workspace can turn it on."}
      </p>
      {mayGrant && (
        <Button className="mt-2" busy={isSending} onClick={turnOn}>
          Turn on and open the set-up documents
        </Button>
      )}
      {problem && (
        <p role="alert" className="mt-2 text-bad">
          <ProblemWords problem={problem} />
        </p>
      )}
    </Notice>
  );
}
