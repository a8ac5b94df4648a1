"use client";
import { use } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import type { BrowserProblem } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { undoInSum, undoSentence } from "../undo-words.ts";
import type { ReadRole } from "./read-roles.ts";

type ConfirmProps = {
  reading: Promise<ReadRole[]>;
  /** How many requests have been answered; undefined before the first is sent. */
  done: number | undefined;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Nothing can be confirmed before it can be read. */
export function ConfirmDeleteMany({ reading, done, onConfirm, onCancel }: ConfirmProps) {
  const read = use(reading);
  const unread = read.find((each) => each.unread)?.unread;
  if (unread) return <Unread problem={unread} onCancel={onCancel} />;
  const undos = read.flatMap(({ undo }) => undo ?? []);
  const isUndone = undos.some(({ willUndo }) => willUndo.length > 0);
  // What is at work may have written something by the time it is stopped.
  const mayBeUndone = isUndone || read.some(({ role }) => role.status === "REGISTERING");
  return (
    <>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pb-6">
        <div>
          {isUndone && <h3 className="font-medium">Will be undone in AWS</h3>}
          <p className="mt-1 text-ink-2">{undoInSum(undos)}</p>
        </div>
        <ul aria-label="Role by role" className="divide-y divide-line rounded-lg border border-line">
          {read.map(({ role, undo }) => (
            <li key={role.id} className="px-4 py-2 [overflow-wrap:anywhere]">
              <p className="font-medium">{role.name}</p>
              <p className="text-sm text-ink-2">
                {undo ? undoSentence(undo) : "It is not here any more."}
                {role.status === "REGISTERING" &&
                  " Its registration is stopped, and what it adds until then is taken back too."}
              </p>
            </li>
          ))}
        </ul>
        <p className="text-sm text-ink-2">The roles themselves are never deleted in AWS.</p>
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="danger" busy={done !== undefined} onClick={onConfirm}>
          {done !== undefined
            ? `Deleting ${done} of ${read.length}…`
            : mayBeUndone
              ? "Undo in AWS and delete"
              : "Delete roles"}
        </Button>
      </div>
    </>
  );
}

function Unread({ problem, onCancel }: { problem: BrowserProblem; onCancel: () => void }) {
  return (
    <>
      <div className="px-6 pb-6">
        <Notice tone="bad" live>
          <ProblemWords problem={problem} />
        </Notice>
      </div>
      <div className="flex justify-end border-t border-line px-6 py-4">
        <Button onClick={onCancel}>Close</Button>
      </div>
    </>
  );
}
