"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** Deletes a config; nothing in AWS and no running cluster changes. */
export function DeleteConfig({ slug, id, name }: { slug: string; id: string; name: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();

  async function remove() {
    setSending(true);
    const answer = await send("DELETE", `/api/v1/workspaces/${slug}/compute-configs/${id}`);
    setSending(false);
    if (!answer.ok && answer.problem.code !== "not_found") return setProblem(answer.problem);
    router.push(`/${slug}/compute-configs`);
    router.refresh();
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <Modal title={`Delete ${name}`} open={open} onClose={() => setOpen(false)}>
        <div className="flex flex-col gap-4 px-6 pb-6">
          <p className="text-ink-2">
            Rolecall forgets this compute config. AWS, the role and clusters that run already are not touched;
            whoever asks for its launch parameters is told that it is gone.
          </p>
          {problem && (
            <Notice tone="bad" live>
              <ProblemWords problem={problem} />
            </Notice>
          )}
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button kind="danger" busy={sending} onClick={remove}>
            Delete compute config
          </Button>
        </div>
      </Modal>
    </>
  );
}
