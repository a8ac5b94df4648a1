"use client";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type Answered, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import type { LookupView } from "#lib/instance-roles/lookup-view.ts";
import { joined } from "#lib/joined.ts";
import type { Meant } from "#lib/role-arn/arn-refusal.ts";
import { UseArn } from "./use-arn.tsx";

type LookUpProps = { slug: string; typed: string; meant: Meant; onMeant: (arn: string) => void };

/** Asks AWS for the role behind a name, a session, a profile or a console address, and offers its ARN. */
export function LookUp({ slug, typed, meant, onMeant }: LookUpProps) {
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<Answered<LookupView>>();

  async function ask() {
    setAsking(true);
    const path = `/api/v1/workspaces/${slug}/instance-roles/lookup`;
    setAnswer(await send<LookupView>("POST", path, { roleArn: typed }));
    setAsking(false);
  }

  return (
    <div className="flex flex-col items-start gap-1 pl-[22px]">
      <Button busy={isAsking} onClick={ask}>
        {isAsking ? "Looking in AWS…" : questionFor(meant)}
      </Button>
      {answer && !answer.ok && (
        <p role="alert" className="text-bad">
          <ProblemWords problem={answer.problem} />
        </p>
      )}
      {answer?.ok && <output>{answerOf(answer.body)}</output>}
      {answer?.ok &&
        answer.body.found.map(({ roleArn }) => <UseArn key={roleArn} arn={roleArn} onUse={onMeant} />)}
    </div>
  );
}

function questionFor({ profileName, roleName, accountId }: Meant): string {
  if (profileName) return "Look which role is in it";
  return accountId
    ? `Look for ${roleName} in ${accountId}`
    : `Look for ${roleName} in the connected accounts`;
}

function answerOf({ kind, name, found, looked, left }: LookupView): string {
  if (looked.length === 0) return "No account is connected that could be asked.";
  const accountsWith = (...outcomes: string[]) =>
    looked.filter(({ outcome }) => outcomes.includes(outcome)).map(({ awsAccountId }) => awsAccountId);
  const what = kind === "role" ? `role named ${name}` : `instance profile named ${name}`;
  const unseen = accountsWith("may_not_look", "not_reached");
  const absent = accountsWith("not_found");
  const empty = accountsWith("no_role_inside");
  return [
    found.length === 1 && kind === "instance_profile" ? "This role is in it:" : "",
    found.length === 1 && kind === "role" ? "AWS has it:" : "",
    found.length > 1 ? "More than one account has it:" : "",
    found.length === 0 && absent.length > 0 ? `There is no ${what} in ${joined(absent)}.` : "",
    empty.length > 0 ? `The instance profile ${name} is empty: no role is in it.` : "",
    unseen.length > 0 ? `Rolecall could not look into ${joined(unseen)}.` : "",
    found.length === 0 && left > 0 ? `${left} further connected accounts were not asked.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
