"use client";
import { StepIcon } from "../status-icon.tsx";
import type { Import } from "./use-import.ts";

/** Says that rows are being checked or imported, which takes noticeable time for many. */
export function Sending({ form: { busy, text, preview } }: { form: Import }) {
  if (!busy) return <output className="sr-only" />;
  const lines = text.trim().split("\n").length.toLocaleString("en");
  return (
    <output className="flex items-center gap-2.5 rounded-lg border border-line bg-sunken px-4 py-3 text-ink-2">
      <StepIcon status="RUNNING" />
      {busy === "checking"
        ? `Checking the rows: ${lines} ${lines === "1" ? "line" : "lines"}. Nothing is registered.`
        : `Registering ${preview?.accepted.toLocaleString("en")}. Their progress comes up in a moment.`}
    </output>
  );
}
