"use client";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { fieldError } from "../create/field-error.tsx";
import { useEdit } from "./use-edit.ts";

type EditDialogProps = { slug: string; role: InstanceRoleView; open: boolean; onClose: () => void };

export function EditDialog({ slug, role, open, onClose }: EditDialogProps) {
  const form = useEdit(slug, role, onClose);
  return (
    <Modal title={`Edit ${role.name}`} open={open} onClose={onClose}>
      <form noValidate onSubmit={form.submit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-5 overflow-y-auto px-6 pb-6">
          <FormField
            name="name"
            label="Name"
            error={fieldError(slug, form.errors.name)}
            hint="What your team calls it. Unique in this workspace."
            control={
              <input
                required
                autoComplete="off"
                value={form.values.name}
                onChange={({ target }) => form.change({ name: target.value })}
                className={`${inputClass} field-size`}
              />
            }
          />
          <FormField
            name="description"
            label="Description"
            optional
            error={fieldError(slug, form.errors.description)}
            control={
              <textarea
                rows={3}
                autoComplete="off"
                value={form.values.description}
                onChange={({ target }) => form.change({ description: target.value })}
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
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={form.sending}>
            {form.sending ? "Saving…" : "Save changes"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
