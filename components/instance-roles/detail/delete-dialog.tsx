"use client";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { InstancesNotice } from "../in-use/instances-notice.tsx";
import { TypedName } from "../in-use/typed-name.tsx";
import { StepIcon } from "../status-icon.tsx";
import { type Ending, EndingChoice } from "./ending-choice.tsx";
import { useDeletion } from "./use-deletion.ts";
import { WhatIsUndone } from "./what-is-undone.tsx";

const BUTTON = { undo: "Undo in AWS and delete", forget: "Forget role" } as const satisfies Record<
  Ending,
  string
>;

type DeleteDialogProps = { slug: string; role: InstanceRoleDetail; open: boolean; onClose: () => void };

/** Confirms a removal: lists what will be undone in AWS, the instances affected, and what stays. */
export function DeleteDialog({ slug, role, open, onClose }: DeleteDialogProps) {
  const deletion = useDeletion(slug, role, onClose);
  const { mayBeUndone, found, isInUse, ending, problem } = deletion;
  return (
    <Modal title={`Delete ${role.name}`} open={open} onClose={onClose}>
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto px-6 pb-6">
        {mayBeUndone && !found && <LookingForMachines />}
        {found && <InstancesNotice found={found} />}
        {mayBeUndone && (
          <EndingChoice
            ending={ending}
            order={isInUse ? ["forget", "undo"] : ["undo", "forget"]}
            onChange={deletion.setEnding}
          />
        )}
        <WhatIsUndone undo={role.undo} ending={ending} inProgress={role.status === "REGISTERING"} />
        {deletion.asksForName && (
          <TypedName name={role.name} typed={deletion.typed} onType={deletion.setTyped} />
        )}
        {problem && (
          <Notice tone="bad" live>
            <ProblemWords problem={problem} />
          </Notice>
        )}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="danger"
          busy={deletion.sending}
          aria-disabled={!deletion.isReady || undefined}
          onClick={deletion.remove}
        >
          {mayBeUndone ? BUTTON[ending] : "Delete role"}
        </Button>
      </div>
    </Modal>
  );
}

function LookingForMachines() {
  return (
    <output className="flex items-center gap-2.5 text-ink-2">
      <StepIcon status="RUNNING" />
      Looking for machines that run with this role…
    </output>
  );
}
