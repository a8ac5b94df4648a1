"use client";
import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { counted } from "#lib/counted.ts";
import { allows } from "#lib/instance-roles/status.ts";
import { type Selectable, useSelection } from "./selection.tsx";
import { useBulkRequest } from "./use-bulk.ts";

const DeleteMany = dynamic(() => import("./delete-many.tsx").then((module) => module.DeleteMany), {
  ssr: false,
});

/** The actions for the selected roles, fixed at the bottom of the window. */
export function SelectionBar({ slug }: { slug: string }) {
  const { selectable, selected, pickAll, clear } = useSelection();
  const [toDelete, setToDelete] = useState<Selectable[]>();
  const { retry, check, sending, problem } = useBulkRequest(slug);
  const checkable = selected.filter(({ status }) => status === "ACTIVE");
  const failed = selected.filter(({ status }) => allows(status, "retry"));
  return (
    <section
      aria-label="Selected roles"
      className="sticky bottom-4 z-[5] mx-auto flex w-fit max-w-full flex-col gap-2"
    >
      {problem && (
        <Notice tone="bad" live>
          <ProblemWords problem={problem} />
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line-field bg-surface py-2 pr-2 pl-4">
        <output className="mr-2 font-medium">{counted(selected.length, "role")} selected</output>
        {selected.length < selectable.length && (
          <Button kind="quiet" onClick={pickAll}>
            Select all {selectable.length} here
          </Button>
        )}
        {failed.length > 0 && (
          <Button busy={sending !== undefined} onClick={() => retry(failed)}>
            {sending === "retried"
              ? "Retrying…"
              : failed.length === selected.length
                ? "Retry"
                : `Retry ${failed.length} failed`}
          </Button>
        )}
        {checkable.length > 0 && (
          <Button busy={sending !== undefined} onClick={() => check(checkable)}>
            {sending === "checked"
              ? "Checking…"
              : checkable.length === selected.length
                ? "Check now"
                : `Check ${checkable.length} active`}
          </Button>
        )}
        <Button onClick={() => setToDelete(selected)}>Delete roles</Button>
        <IconButton label="Select nothing" aria-keyshortcuts="Escape" onClick={clear}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {toDelete && <DeleteMany slug={slug} roles={toDelete} onClose={() => setToDelete(undefined)} />}
    </section>
  );
}
