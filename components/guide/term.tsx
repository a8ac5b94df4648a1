"use client";
import type { ReactNode } from "react";
import { setGuide } from "./open-guide.ts";
import type { TermName } from "./terms.ts";

/** A word that leads to its explanation in the guide. */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => setGuide({ term: name })}
      className="rounded-sm text-left underline decoration-ink-3 decoration-dotted underline-offset-4 hover:decoration-solid"
    >
      {children}
    </button>
  );
}
