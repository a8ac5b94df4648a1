"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { say } from "#components/ui/say.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { type Ending, EndingChoice } from "./ending-choice.tsx";
import { WhatIsUndone } from "./what-is-undone.tsx";

const BUTTON = { undo: "Undo in AWS and delete", forget: "Forget role" } as const satisfies Record<
  Ending,
  string
>;

type DeleteDialogProps = { slug: string; role: InstanceRoleDetail; open: boolean; onClose: () => void };

/** Says exactly what will be undone in AWS and what stays, before anything is. */
export function DeleteDialog({ slug, role, open, onClose }: DeleteDialogProps) {
  const router = useRouter();
  const [chosen, setEnding] = useState<Ending>("undo");
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();
  // What is at work may have written something by the time it is stopped.
  const mayBeUndone = role.undo.willUndo.length > 0 || role.status === "REGISTERING";
  const ending = mayBeUndone ? chosen : "undo";

  async function remove() {
    setSending(true);
    setProblem(undefined);
    const query = ending === "forget" ? "?leaveAws=true" : "";
    const answer = await send("DELETE", `/api/v1/workspaces/${slug}/instance-roles/${role.id}${query}`);
    setSending(false);
    if (!answer.ok) return setProblem(answer.problem);
    onClose();
    if (ending === "undo") return router.refresh();
    say(`${role.name} is forgotten. In AWS everything stays as it is.`);
    router.push(`/${slug}/instance-roles`);
  }

  return (
    <Modal title={`Delete ${role.name}`} open={open} onClose={onClose}>
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto px-6 pb-6">
        {mayBeUndone && <EndingChoice ending={ending} onChange={setEnding} />}
        <WhatIsUndone undo={role.undo} ending={ending} inProgress={role.status === "REGISTERING"} />
        {problem && (
          <Notice tone="bad" live>
            <ProblemWords problem={problem} />
          </Notice>
        )}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" busy={sending} onClick={remove}>
          {mayBeUndone ? BUTTON[ending] : "Delete role"}
        </Button>
      </div>
    </Modal>
  );
}
