"use client";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { useAsking } from "./use-asking.ts";

/** Has AWS looked at again; nothing is written there. */
export function CheckButton({ slug, role }: { slug: string; role: InstanceRoleView }) {
  const { sending, problem, begin } = useAsking(slug, role, "check");
  const isChecking = sending || role.checking !== undefined;
  return (
    <>
      <Button data-asks busy={isChecking} onClick={begin}>
        {isChecking ? "Checking…" : "Check now"}
      </Button>
      {problem && (
        <span role="alert" className="self-center text-sm text-bad">
          <ProblemWords problem={problem} />
        </span>
      )}
    </>
  );
}
