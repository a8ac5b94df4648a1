"use client";
import { CircleHelp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";

const KeysHelp = dynamic(() => import("./keys-help.tsx").then((module) => module.KeysHelp), { ssr: false });

export function KeysHelpButton({ role }: { role: WorkspaceRole }) {
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  return (
    <>
      <IconButton
        label="Keys"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        className="max-md:hidden"
        onClick={() => setState("open")}
      >
        <CircleHelp size={16} />
      </IconButton>
      {state !== "unused" && (
        <KeysHelp role={role} open={state === "open"} onClose={() => setState("closed")} />
      )}
    </>
  );
}
