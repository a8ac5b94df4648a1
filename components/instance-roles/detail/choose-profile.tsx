"use client";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";

type Role = Pick<
  InstanceRoleView,
  "id" | "instanceProfileArn" | "chosenInstanceProfileArn" | "instanceProfileChoices"
>;

/** Of several instance profiles that hold the role, which one Rolecall is to use; the role is registered again. */
export function ChooseProfile({ slug, role }: { slug: string; role: Role }) {
  const { instanceProfileArn, chosenInstanceProfileArn: chosen, instanceProfileChoices: choices } = role;
  const router = useRouter();
  const name = useId();
  const [picked, setPicked] = useState(instanceProfileArn ?? choices[0]);
  const [state, setState] = useState<{ sending: boolean; problem?: BrowserProblem }>({ sending: false });

  async function choose(arn: string | null) {
    setState({ sending: true });
    const address = `/api/v1/workspaces/${slug}/instance-roles/${role.id}/instance-profile`;
    const answer = await send("PUT", address, { instanceProfileArn: arn });
    setState(answer.ok ? { sending: false } : { sending: false, problem: answer.problem });
    if (answer.ok) router.refresh();
  }

  const words = (idle: string) => (state.sending ? "Registering again…" : idle);
  return (
    <div className="mt-2 flex flex-col items-start gap-2">
      {choices.length > 0 && (
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">Instance profile to use</legend>
          {choices.map((arn) => (
            <label key={arn} className="flex min-h-8 items-center gap-2 [overflow-wrap:anywhere]">
              <input
                type="radio"
                name={name}
                checked={picked === arn}
                onChange={() => setPicked(arn)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="font-mono text-sm">{nameInArn(arn)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap gap-2">
        {choices.length > 0 && (
          <Button busy={state.sending} onClick={() => choose(picked ?? null)}>
            {words("Use this profile and register again")}
          </Button>
        )}
        {chosen && (
          <Button busy={state.sending} onClick={() => choose(null)}>
            {words("Leave the choice to Rolecall and register again")}
          </Button>
        )}
      </div>
      {state.problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={state.problem} />
        </span>
      )}
    </div>
  );
}
