"use client";
import type { ComponentProps } from "react";

/** The browser's own, in a field large enough for a finger. `label`: its name for those who cannot see its row. */
export function Checkbox({
  label,
  className = "",
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { label: string }) {
  return (
    <label className={`flex size-9 items-center justify-center pointer-coarse:size-11 ${className}`}>
      <input
        {...rest}
        type="checkbox"
        aria-label={label}
        // Shift extends the selection of rows, not that of text.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        className="size-4 cursor-pointer accent-accent disabled:cursor-default"
      />
    </label>
  );
}
