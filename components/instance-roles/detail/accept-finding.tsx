"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { send } from "#components/send.ts";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useForm } from "#components/use-form.ts";
import type { AcceptableReason } from "#lib/failures/acceptance.ts";
import { AcceptInput } from "#lib/instance-roles/schema.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type AcceptFindingProps = {
  slug: string;
  role: Pick<InstanceRoleView, "id" | "name">;
  finding: { reason: AcceptableReason; title: string };
};

/** Lets an admin accept the finding, with a reason that everybody sees. */
export function AcceptFinding({ slug, role, finding }: AcceptFindingProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const form = useForm({ because: "" });
  const close = () => setOpen(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const input = { reason: finding.reason, because: form.values.because };
    const [issue] = AcceptInput.safeParse(input).error?.issues ?? [];
    if (!form.check(element, issue ? { because: { message: issue.message } } : {})) return;
    const path = `/api/v1/workspaces/${slug}/instance-roles/${role.id}/acceptance`;
    const accepted = await form.send(element, () => send<InstanceRoleView>("PUT", path, input));
    if (!accepted) return;
    router.refresh();
    close();
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>Accept this finding…</Button>
      <Modal title={`Accept this finding for ${role.name}`} open={open} onClose={close}>
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
          <div className="flex min-h-0 flex-col gap-5 overflow-y-auto px-6 pb-6">
            <p className="max-w-[60ch]">
              “{finding.title}” is what AWS's policies say. If you know that machines can use the role all the
              same, say why. Rolecall then registers it again and lets this stand, with a warning that shows
              your name and your reason. It is asked again once the policies behind it change.
            </p>
            <FormField
              name="because"
              label="Why the role works all the same"
              error={form.errors.because?.message}
              hint="Everybody in this workspace sees it, and it is kept in the audit log."
              control={
                <textarea
                  required
                  rows={3}
                  autoComplete="off"
                  value={form.values.because}
                  onChange={({ target }) => form.change({ because: target.value })}
                  className={`${inputClass} field-sizing-content max-h-60 min-h-[76px] resize-none py-1.5 pointer-coarse:text-lg`}
                />
              }
            />
            {form.problem && (
              <Notice tone="bad" live>
                <ProblemWords problem={form.problem} />
              </Notice>
            )}
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
            <Button onClick={close}>Cancel</Button>
            <Button kind="primary" type="submit" busy={form.sending}>
              {form.sending ? "Accepting…" : "Accept and register again"}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
