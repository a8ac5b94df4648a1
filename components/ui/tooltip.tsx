"use client";
import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";

/** Explains `children` on hover and focus, mostly why a button is disabled. */
export function Hint({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} delay={200} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6}>
          <Tooltip.Popup className="max-w-64 rounded-lg border border-line bg-surface px-3 py-2 text-sm text-ink-2 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
