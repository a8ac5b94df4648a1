"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Hint } from "#components/ui/tooltip.tsx";
import { allows } from "#lib/instance-roles/status.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";

const DeleteDialog = dynamic(() => import("./delete-dialog.tsx").then((module) => module.DeleteDialog), {
  ssr: false,
});

export function DeleteRole({ slug, role }: { slug: string; role: InstanceRoleDetail }) {
  const { status } = useLiveRole(role);
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  if (!allows(status, "remove")) {
    return (
      <Hint text="It is being deleted already.">
        <Button aria-disabled>Delete role</Button>
      </Hint>
    );
  }
  return (
    <>
      <Button onClick={() => setState("open")}>Delete role</Button>
      {state !== "unused" && (
        <DeleteDialog slug={slug} role={role} open={state === "open"} onClose={() => setState("closed")} />
      )}
    </>
  );
}
