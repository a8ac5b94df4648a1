"use client";
import { Menu as MenuIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { AwsMode } from "./aws-mode.ts";

const NavSheet = dynamic(() => import("./nav-sheet.tsx").then((module) => module.NavSheet), { ssr: false });

/** Opens the sidebar on a phone. */
export function NavSheetButton({ slug, awsMode }: { slug: string; awsMode: AwsMode }) {
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  return (
    <>
      <IconButton label="Menu" className="md:hidden" onClick={() => setState("open")}>
        <MenuIcon size={18} />
      </IconButton>
      {state !== "unused" && (
        <NavSheet slug={slug} awsMode={awsMode} open={state === "open"} onClose={() => setState("closed")} />
      )}
    </>
  );
}
