import type { ReactNode } from "react";

/** Below the row, as wide as it: why it failed, or what AWS makes it wait for. */
export function NoteLine({ children }: { children: ReactNode }) {
  return (
    <tr className="max-md:block">
      <td colSpan={5} className="px-3 pt-0 pb-3 max-md:block max-md:px-0 max-md:pt-3 max-md:pb-0">
        <p className="-mt-2 flex min-w-0 items-baseline gap-2 text-sm max-md:mt-0 md:pl-[22px]">{children}</p>
      </td>
    </tr>
  );
}
