"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { type BrowserProblem, send } from "#components/send.ts";
import { Button, type ButtonKind } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { AwsAccountView, RegisteredRole } from "#lib/aws-accounts/view.ts";

export type ActionDialogProps = {
  slug: string;
  account: AwsAccountView;
  registered: { roles: RegisteredRole[]; count: number };
  onClose: () => void;
};

type Request = { method: "POST" | "PATCH" | "DELETE"; path?: string; body?: object };

/**
 * Sends one change of an account and refreshes the page. `problem` is the refusal, and `fieldError` its error beside a
 * field.
 */
export function useAccountChange({ slug, account, onClose }: ActionDialogProps, after?: () => void) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();

  async function change({ method, path = "", body }: Request) {
    setSending(true);
    setProblem(undefined);
    const address = `/api/v1/workspaces/${slug}/aws-accounts/${account.id}${path}`;
    const answer = await send(method, address, body);
    setSending(false);
    if (!answer.ok) return setProblem(answer.problem);
    onClose();
    if (after) after();
    else router.refresh();
  }

  const fieldError = (path: string) => problem?.errors?.find((error) => error.path === path)?.message;
  return { sending, problem, fieldError, change };
}

type ActionFormProps = {
  title: string;
  submit: string;
  kind?: ButtonKind;
  sending: boolean;
  /** The refusal, unless it is shown beside its field. */
  problem?: BrowserProblem | undefined;
  onSubmit?: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A dialog with one form. Without `onSubmit` it has no submit button. */
export function ActionForm({
  title,
  submit,
  kind = "primary",
  sending,
  problem,
  onSubmit,
  onClose,
  children,
}: ActionFormProps) {
  function send(event: FormEvent) {
    event.preventDefault();
    if (!sending) onSubmit?.();
  }
  return (
    <Modal title={title} open onClose={onClose}>
      <form noValidate onSubmit={send} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pb-6">
          {children}
          {problem && (
            <Notice tone="bad" live>
              <ProblemWords problem={problem} />
            </Notice>
          )}
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
          <Button onClick={onClose}>{onSubmit ? "Cancel" : "Close"}</Button>
          {onSubmit && (
            <Button kind={kind} type="submit" busy={sending}>
              {submit}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
