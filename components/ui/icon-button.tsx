import type { ComponentProps } from "react";

const CLASS =
  "inline-flex size-8 pointer-coarse:size-10 shrink-0 items-center justify-center rounded-lg text-ink-3 transition-colors hover:bg-hover hover:text-ink";

/** A button with an icon only; `label` is its accessible name. */
export function IconButton({ label, className = "", ...rest }: ComponentProps<"button"> & { label: string }) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={`${CLASS} ${className}`} />
  );
}
