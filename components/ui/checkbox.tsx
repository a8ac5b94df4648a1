"use client";
import type { ComponentProps } from "react";

/** A native checkbox with a touch-sized target. `label` is its accessible name. */
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
        // Keeps Shift and click from selecting text.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        className="size-4 cursor-pointer accent-accent disabled:cursor-default"
      />
    </label>
  );
}
