"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { fetchedAhead } from "#components/ui/fetched-ahead.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Place } from "./place.ts";

const palette = fetchedAhead(() => import("./palette.tsx").then(({ Palette }) => Palette));

export function PaletteButton({ place }: { place: Place }) {
  const [state, setState] = useState<"unused" | "open" | "closed">("unused");
  palette.useFetching();
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setState("open")}
        className="flex size-8 items-center justify-center gap-2 rounded-lg text-ink-3 transition-colors hover:bg-hover hover:text-ink pointer-coarse:h-10 pointer-coarse:w-10 md:w-auto md:pointer-coarse:w-auto md:border md:border-line md:bg-surface md:px-2"
      >
        <Search size={16} aria-hidden />
        <span className="text-sm max-md:sr-only md:pr-6">Jump to</span>
        <span className="max-md:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {state !== "unused" && (
        <palette.Part place={place} open={state === "open"} onClose={() => setState("closed")} />
      )}
    </>
  );
}
