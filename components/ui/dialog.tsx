"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { IconButton } from "./icon-button.tsx";

const PLACE = {
  centre:
    "top-[12dvh] left-1/2 w-[480px] max-w-[calc(100vw-32px)] max-h-[80dvh] -translate-x-1/2 rounded-lg border data-starting-style:translate-y-2 data-ending-style:translate-y-2",
  /** Covers the right of the page; on a phone, the whole screen. */
  side: "inset-y-0 right-0 w-[560px] max-w-full sm:border-l data-starting-style:translate-x-6 data-ending-style:translate-x-6",
  /** The sidebar on a phone. */
  start:
    "inset-y-0 left-0 w-[280px] max-w-[calc(100vw-48px)] border-r data-starting-style:-translate-x-6 data-ending-style:-translate-x-6",
} as const;

const FIELD = "input:not([type=checkbox]):not([type=hidden]), textarea, select";

type ModalProps = {
  title: string;
  place?: keyof typeof PLACE;
  open: boolean;
  onClose: () => void;
  /** The element to focus at first; without it, the first field, or the dialog itself if it has none. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** A modal dialog. Escape, a click outside and the cross close it. */
export function Modal({ title, place = "centre", open, onClose, initialFocus, children }: ModalProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    // The page keeps its scrollbar, because removing it shifts fixed elements.
    <Dialog.Root modal="trap-focus" open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          ref={popup}
          initialFocus={
            initialFocus ?? (() => popup.current?.querySelector<HTMLElement>(FIELD) ?? popup.current)
          }
          className={`fixed flex flex-col bg-surface outline-none [&_.overflow-y-auto]:overscroll-contain transition-[opacity,translate] data-ending-style:opacity-0 data-starting-style:opacity-0 ${PLACE[place]}`}
        >
          <div className="flex items-center justify-between gap-4 py-4 pr-4 pl-6">
            <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
            <Dialog.Close render={<IconButton label="Close" />}>
              <X size={16} />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
