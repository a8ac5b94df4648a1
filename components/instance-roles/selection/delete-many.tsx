"use client";
import { Suspense, useState } from "react";
import { Modal } from "#components/ui/dialog.tsx";
import { counted } from "#lib/counted.ts";
import { ConfirmDeleteMany } from "./confirm-delete-many.tsx";
import { NotDeleted } from "./not-deleted.tsx";
import { readRoles } from "./read-roles.ts";
import type { Selectable } from "./selection.tsx";
import { useDeleteMany } from "./use-delete-many.ts";

type DeleteManyProps = { slug: string; roles: Selectable[]; onClose: () => void };

/** Shows what will be undone in AWS, in total and for each role, before the deletion, and reports refusals. */
export function DeleteMany({ slug, roles, onClose }: DeleteManyProps) {
  const [reading] = useState(() => readRoles(slug, roles));
  const { remove, done, refused } = useDeleteMany(slug, roles, onClose);
  if (refused) return <NotDeleted refused={refused} onClose={onClose} />;
  return (
    <Modal title={`Delete ${counted(roles.length, "role")}`} open onClose={onClose}>
      <Suspense
        fallback={
          <p className="px-6 pb-6 text-ink-2">
            Reading what Rolecall added to each, and which machines run with them…
          </p>
        }
      >
        <ConfirmDeleteMany reading={reading} done={done} onConfirm={remove} onCancel={onClose} />
      </Suspense>
    </Modal>
  );
}
