"use client";
import dynamic from "next/dynamic";
import { useTheme } from "next-themes";
import { useIsToasterNeeded } from "./say.ts";

const Sonner = dynamic(() => import("sonner").then((module) => module.Toaster), { ssr: false });

export function Toaster() {
  const { resolvedTheme } = useTheme();
  if (!useIsToasterNeeded()) return null;
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        className:
          "w-[356px] max-w-full rounded-lg border border-line bg-surface px-4 py-3 font-sans text-base text-ink",
      }}
    />
  );
}
