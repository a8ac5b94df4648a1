"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

/** Copies `text` and confirms it for two seconds, visibly and to screen readers. `what` names it, such as "ARN". */
export function CopyButton({ text, what, className }: { text: string; what: string; className?: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <IconButton label={copied ? `${what} copied` : `Copy ${what}`} onClick={copy} className={className}>
      {copied ? <Check size={14} className="text-ok" /> : <Copy size={14} />}
      <output className="sr-only">{copied ? "Copied" : ""}</output>
    </IconButton>
  );
}

export function CopyTextButton({ text, what }: { text: string; what: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <button
      type="button"
      aria-label={`Copy ${what}`}
      onClick={copy}
      className={buttonClass("secondary", "bg-bg")}
    >
      {copied ? <Check size={14} className="text-ok" /> : <Copy size={14} />}
      <output>{copied ? "Copied" : "Copy"}</output>
    </button>
  );
}

/** A link that copies a longer text, which is built on click. */
export function CopyLink({ text, children }: { text: () => string; children: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <button
      type="button"
      onClick={copy}
      className="-my-1 inline-flex items-center gap-1.5 rounded-sm py-1 font-medium text-accent hover:underline"
    >
      {copied ? <Check size={14} className="text-ok" aria-hidden /> : <Copy size={14} aria-hidden />}
      {copied ? "Copied" : children}
      <output className="sr-only">{copied ? "Copied" : ""}</output>
    </button>
  );
}

function useCopy(text: string | (() => string)) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  }
  return { copied, copy };
}
