"use client";
import { useEffect } from "react";
import { Toaster } from "sonner";
import { toasterIsThere } from "./say.ts";

const SHOWN_MS = 7000;

export function Toasts({ theme }: { theme: "light" | "dark" }) {
  // Runs after the toaster's own effects, so it is subscribed from now on.
  useEffect(toasterIsThere, []);
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      duration={SHOWN_MS}
      toastOptions={{
        unstyled: true,
        className:
          "w-[356px] max-w-full rounded-lg border border-line-field bg-surface px-4 py-3 font-sans text-base text-ink",
      }}
    />
  );
}
