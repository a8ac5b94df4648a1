"use client";
import dynamic from "next/dynamic";
import { useTheme } from "next-themes";
import { useIsToasterNeeded } from "./say.ts";

const Toasts = dynamic(() => import("./toasts.tsx").then((module) => module.Toasts), { ssr: false });

export function Toaster() {
  const { resolvedTheme } = useTheme();
  return useIsToasterNeeded() && <Toasts theme={resolvedTheme === "dark" ? "dark" : "light"} />;
}
