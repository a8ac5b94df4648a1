import type { ReactNode } from "react";

type CellProps = {
  /** The cell is in the first of the row's two lines. */
  top?: boolean;
  className?: string;
  children?: ReactNode;
};

export function Cell({ top = false, className = "", children }: CellProps) {
  return <td className={`px-2 align-top narrow:p-0 ${top ? "pt-2" : "pb-2"} ${className}`}>{children}</td>;
}
