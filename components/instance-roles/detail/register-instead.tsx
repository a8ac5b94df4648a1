"use client";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type RegisterInsteadProps = { slug: string; id: string; roleArn: string };

/**
 * Replaces an entry whose ARN does not exist with the right one. The entry is deleted first, because it has the name,
 * which the form then proposes with the description. It holds nothing in AWS, so nothing has to be undone.
 */
export function RegisterInstead({ slug, id, roleArn }: RegisterInsteadProps) {
  const [state, setState] = useState<{ sending: boolean; problem?: BrowserProblem }>({ sending: false });

  async function replace() {
    setState({ sending: true });
    const path = `/api/v1/workspaces/${slug}/instance-roles/${id}`;
    const entry = await send<InstanceRoleView>("GET", path);
    const answer = entry.ok ? await send("DELETE", `${path}?leaveAws=true`) : entry;
    if (!answer.ok && answer.problem.code !== "not_found") {
      return setState({ sending: false, problem: answer.problem });
    }
    const { name, description } = entry.ok ? entry.body : { name: "", description: "" };
    // A full page load: this page would otherwise react to its role's deletion by leading to the list.
    const form = new URLSearchParams({ create: "1", roleArn, name, description });
    window.location.assign(`/${slug}/instance-roles?${form}`);
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button kind="primary" busy={state.sending} onClick={replace}>
        {state.sending ? "Deleting this entry…" : "Register that one instead"}
      </Button>
      <span className="text-sm text-ink-2">
        Deletes this entry, which holds nothing in AWS, and opens the form with its name and description.
      </span>
      {state.problem && (
        <span role="alert" className="text-sm text-bad">
          <ProblemWords problem={state.problem} />
        </span>
      )}
    </div>
  );
}
