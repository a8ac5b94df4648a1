"use client";
import { useEffect, useRef } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";
import { Icon } from "../status-icon.tsx";
import { useAsked } from "./asked.ts";
import { outcomeWords } from "./outcome-words.ts";

/** One line that says what came of the last retry or check. It comes into view and takes the focus. */
export function Outcome({ rendered }: { rendered: InstanceRoleView }) {
  const role = useLiveRole(rendered);
  const asked = useAsked(role.id);
  const outcome = asked && outcomeWords(asked, role);
  const line = useRef<HTMLOutputElement>(null);
  const words = outcome?.words;
  const version = words && role.version;

  useEffect(() => {
    if (!version) return;
    line.current?.scrollIntoView({ block: "nearest" });
    // Whoever has gone on to something else is not called back.
    if (hasNothingInHand()) line.current?.focus({ preventScroll: true });
  }, [version]);

  if (!outcome) return null;
  const shape = outcome.good
    ? ({ shape: "tick", className: "text-ok" } as const)
    : ({ shape: "cross", className: "text-bad" } as const);
  return (
    <output
      ref={line}
      tabIndex={-1}
      aria-label="Outcome"
      className="flex scroll-mt-16 items-center gap-2 rounded-lg border border-line bg-surface px-4 py-3 font-medium"
    >
      <Icon {...shape} />
      {outcome.words}
    </output>
  );
}

function hasNothingInHand(): boolean {
  const { activeElement: now } = document;
  return now === null || now === document.body || now.matches("[data-asks]");
}
