import type { ReactNode } from "react";

/**
 * A button with a menu of links and buttons, as a native popover: Escape, a click outside and returning focus need no
 * JavaScript.
 */
export function Menu({
  id,
  button,
  buttonClass,
  end = false,
  children,
}: {
  id: string;
  button: ReactNode;
  buttonClass: string;
  /** Aligns the menu's right edge with the button's. */
  end?: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClass}>
        {button}
      </button>
      <div
        id={id}
        popover="auto"
        className={`${end ? "menu-below-end" : "menu-below"} min-w-56 max-w-80 rounded-lg border border-line bg-surface p-1 text-ink`}
      >
        {children}
      </div>
    </>
  );
}

export const menuItemClass =
  "flex w-full min-h-8 pointer-coarse:min-h-10 items-center gap-2 rounded-sm px-2 text-left text-ink -outline-offset-2 hover:bg-hover";

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-line" />;
}
