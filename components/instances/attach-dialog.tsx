"use client";
import { type FormEvent, useId, useState } from "react";
import { useRoles } from "#components/compute-configs/use-roles.ts";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { counted } from "#lib/counted.ts";
import type { ChangeView } from "#lib/instances/change/view.ts";
import type { InstanceView } from "#lib/instances/view.ts";
import { WhatIsLost } from "./what-is-lost.tsx";

type AttachDialogProps = {
  slug: string;
  /** Twelve digits. */
  accountId: string;
  /** The API's path of the account's instances. */
  instances: string;
  chosen: [InstanceView, ...InstanceView[]];
  isDetach: boolean;
  onClose(): void;
  onBegun(change: ChangeView): void;
};

/** Says who loses what before anything is changed, then begins it. */
export function AttachDialog(props: AttachDialogProps) {
  const { slug, accountId, instances, chosen, isDetach, onClose, onBegun } = props;
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<BrowserProblem>();
  const [isSending, setIsSending] = useState(false);
  const roles = useRoles(slug, accountId, typed).filter(({ status }) => status === "ACTIVE");
  const list = useId();
  const these = counted(chosen.length, "machine");

  async function submit(event: FormEvent) {
    event.preventDefault();
    const role = roles.find(({ name }) => name === typed);
    if (!isDetach && !role) return setError("Choose one of the Active roles that are found");
    setIsSending(true);
    const answer = await send<ChangeView>("POST", `${instances}/attach`, {
      region: chosen[0].region,
      instanceIds: chosen.map(({ instanceId }) => instanceId),
      instanceRoleId: role?.id ?? null,
    });
    setIsSending(false);
    if (answer.ok) onBegun(answer.body);
    else setProblem(answer.problem);
  }

  return (
    <Modal title={isDetach ? `Take the role off ${these}` : `Attach role to ${these}`} open onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 overflow-y-auto px-6 pb-6">
        {!isDetach && (
          <>
            <FormField
              name="instanceRoleId"
              label="Instance role"
              error={error}
              hint="An Active role of this account. Its instance profile goes on the machines."
              control={
                <input
                  list={list}
                  autoComplete="off"
                  value={typed}
                  onChange={({ target }) => {
                    setTyped(target.value);
                    setError(undefined);
                  }}
                  className={`${inputClass} field-size`}
                />
              }
            />
            <datalist id={list}>
              {roles.map(({ id, name }) => (
                <option key={id} value={name}>
                  Active
                </option>
              ))}
            </datalist>
          </>
        )}
        <WhatIsLost chosen={chosen} />
        {problem && (
          <Notice tone="bad" live>
            <ProblemWords problem={problem} />
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={isDetach ? "danger" : "primary"} type="submit" busy={isSending}>
            {isDetach ? "Take role off" : "Attach role"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
