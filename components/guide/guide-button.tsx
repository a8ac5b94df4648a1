"use client";
import { CircleHelp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import { setGuide, useOpenGuide } from "./open-guide.ts";

const Guide = dynamic(() => import("./guide.tsx").then((module) => module.Guide), { ssr: false });

export function GuideButton({ role }: { role: WorkspaceRole }) {
  const open = useOpenGuide();
  const [used, setUsed] = useState(false);
  if (open && !used) setUsed(true);
  return (
    <>
      <IconButton
        label="Guide"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        onClick={() => setGuide({ term: null })}
      >
        <CircleHelp size={16} />
      </IconButton>
      {used && <Guide role={role} open={open} onClose={() => setGuide(null)} />}
    </>
  );
}
