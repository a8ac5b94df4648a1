"use client";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Place } from "./frame.tsx";

const Palette = dynamic(() => import("./palette.tsx").then((module) => module.Palette), { ssr: false });

export function PaletteButton({ place }: { place: Place }) {
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setState("open")}
        className="flex size-8 items-center justify-center gap-2 rounded-lg text-ink-3 transition-colors hover:bg-hover hover:text-ink pointer-coarse:size-10 md:w-auto md:border md:border-line md:bg-surface md:px-2"
      >
        <Search size={16} aria-hidden />
        <span className="text-sm max-md:sr-only md:pr-6">Jump to</span>
        <span className="max-md:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {state !== "unused" && (
        <Palette place={place} open={state === "open"} onClose={() => setState("closed")} />
      )}
    </>
  );
}
