"use client";
import { use, useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import type { BrowserProblem } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { counted } from "#lib/counted.ts";
import type { Ending } from "../detail/ending-choice.tsx";
import { TypedName } from "../in-use/typed-name.tsx";
import { mayBeInUse } from "../in-use/use-instances.ts";
import { undoInSum } from "../undo-words.ts";
import { InUseChoice } from "./in-use-choice.tsx";
import type { ReadRole } from "./read-roles.ts";
import { RoleByRole } from "./role-by-role.tsx";

type ConfirmProps = {
  reading: Promise<ReadRole[]>;
  /** The number of answered requests; undefined before the first is sent. */
  done: number | undefined;
  /** `inUse` are the roles that instances run with, or may; `ending` is what to do with them. */
  onConfirm: (inUse: string[], ending: Ending) => void;
  onCancel: () => void;
};

/** Confirms the deletion; disabled until everything has been read. */
export function ConfirmDeleteMany({ reading, done, onConfirm, onCancel }: ConfirmProps) {
  const read = use(reading);
  const [ending, setEnding] = useState<Ending>("forget");
  const [typed, setTyped] = useState("");
  const unread = read.find((each) => each.unread)?.unread;
  if (unread) return <Unread problem={unread} onCancel={onCancel} />;
  const inUse = read.filter(({ instances }) => instances && mayBeInUse(instances));
  const undone = ending === "undo" ? read : read.filter((each) => !inUse.includes(each));
  const undos = undone.flatMap(({ undo }) => undo ?? []);
  const isUndone = undos.some(({ willUndo }) => willUndo.length > 0);
  // A running registration may add something before it is stopped.
  const mayBeUndone = isUndone || undone.some(({ role }) => role.status === "REGISTERING");
  const asksForName = inUse.length > 0 && ending === "undo";
  const name = counted(inUse.length, "role");
  const isReady = !asksForName || typed.trim() === name;
  return (
    <>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pb-6">
        {inUse.length > 0 && <InUseChoice inUse={inUse} ending={ending} onChange={setEnding} />}
        {undone.length > 0 && (
          <div>
            {isUndone && <h3 className="font-medium">Will be undone in AWS</h3>}
            <p className="mt-1 text-ink-2">{undoInSum(undos)}</p>
          </div>
        )}
        <RoleByRole read={read} isForgotten={(each) => !undone.includes(each)} />
        <p className="text-sm text-ink-2">The roles themselves are never deleted in AWS.</p>
        {asksForName && <TypedName name={name} typed={typed} onType={setTyped} />}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          kind="danger"
          busy={done !== undefined}
          aria-disabled={!isReady || undefined}
          onClick={() =>
            isReady &&
            onConfirm(
              inUse.map(({ role }) => role.id),
              ending,
            )
          }
        >
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
