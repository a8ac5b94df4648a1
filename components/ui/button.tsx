import Link from "next/link";
import type { ComponentProps } from "react";

const KIND = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover border-transparent",
  secondary: "bg-surface text-ink border-line hover:bg-hover",
  quiet: "bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-bad text-on-bad hover:bg-bad-hover border-transparent",
} as const;

export type ButtonKind = keyof typeof KIND;

const SHAPE =
  "inline-flex h-8 pointer-coarse:h-10 shrink-0 items-center justify-center gap-1.5 rounded-lg border px-3 font-medium whitespace-nowrap transition-colors select-none";
const OFF =
  "aria-disabled:cursor-default aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3 aria-disabled:hover:bg-sunken";

export function buttonClass(kind: ButtonKind = "secondary", more = ""): string {
  return `${SHAPE} ${KIND[kind]} ${OFF} ${more}`;
}

type ButtonProps = ComponentProps<"button"> & {
  kind?: ButtonKind;
  /** A request is running: the button stays focusable and ignores clicks. */
  busy?: boolean;
};

export function Button({
  kind,
  busy = false,
  className,
  onClick,
  type = "button",
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || rest["aria-disabled"] || undefined}
      className={buttonClass(kind, className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </button>
  );
}

export function ButtonLink({
  kind,
  className,
  ...rest
}: ComponentProps<typeof Link> & { kind?: ButtonKind; className?: string }) {
  return <Link {...rest} className={buttonClass(kind, className)} />;
}
