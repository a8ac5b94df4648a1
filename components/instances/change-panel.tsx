"use client";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { intoFocus } from "#components/ui/into-focus.ts";
import { counted } from "#lib/counted.ts";
import type { ChangeView } from "#lib/instances/change/view.ts";
import { changeWords, inTheEnd } from "./change-words.ts";

type ChangePanelProps = {
  change: ChangeView;
  /** The API's path of the account's instances. */
  instances: string;
  mayUndo: boolean;
  onUndo(begun: ChangeView): void;
};

/** How far a change is, what it came to, and the way back. */
export function ChangePanel({ change, instances, mayUndo, onUndo }: ChangePanelProps) {
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();
  const isRunning = change.status === "RUNNING";
  const failed = change.items.filter(({ status }) => status === "FAILED");
  const { open, done } = change.counts;

  async function undo() {
    setIsSending(true);
    const answer = await send<ChangeView>("POST", `${instances}/changes/${change.id}/undo`);
    setIsSending(false);
    if (!answer.ok) return setProblem(answer.problem);
    setProblem(undefined);
    onUndo(answer.body);
  }

  return (
    <section
      ref={intoFocus}
      tabIndex={-1}
      aria-label="Change in hand"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <output className="font-medium">{isRunning ? changeWords(change) : inTheEnd(change)}</output>
        {mayUndo && change.canUndo && !change.undoneBy && (
          <Button busy={isSending} onClick={undo}>
            {isSending ? "Undoing…" : "Undo"}
          </Button>
        )}
      </div>
      {isRunning && (
        <progress
          aria-label="Machines done"
          max={change.items.length}
          value={change.items.length - open}
          className="h-1.5 w-full accent-accent"
        />
      )}
      {!isRunning && done > 0 && change.kind !== "detach" && (
        <p className="text-sm text-ink-2">
          Programs on the machines get the role's credentials when they next renew theirs.
        </p>
      )}
      {failed.length > 0 && (
        <details open={failed.length <= 3}>
          <summary className="rounded-sm font-medium">
            {counted(failed.length, "machine")} {failed.length === 1 ? "was" : "were"} not changed
          </summary>
          <ul className="mt-1 flex flex-col gap-1 text-sm [overflow-wrap:anywhere]">
            {failed.map(({ instanceId, detail }) => (
              <li key={instanceId}>
                <span className="font-mono">{instanceId}</span>: {detail}
              </li>
            ))}
          </ul>
        </details>
      )}
      {problem && (
        <p role="alert" className="text-bad">
          <ProblemWords problem={problem} />
        </p>
      )}
    </section>
  );
}
