"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { allows } from "#lib/instance-roles/status.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

const EditDialog = dynamic(() => import("./edit-dialog.tsx").then((module) => module.EditDialog), {
  ssr: false,
});

/** Edits name and description. The ARN cannot change, and a role being deleted cannot be edited. */
export function EditRole({ slug, role }: { slug: string; role: InstanceRoleView }) {
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  if (!allows(role.status, "edit")) return null;
  return (
    <>
      <Button onClick={() => setState("open")}>Edit</Button>
      {state !== "unused" && (
        <EditDialog slug={slug} role={role} open={state === "open"} onClose={() => setState("closed")} />
      )}
    </>
  );
}
