"use client";
import { useEffect } from "react";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { takeExpectedOutcome } from "./expected-outcome.ts";

type ShowOutcomeProps = { account: Pick<AwsAccountView, "id" | "checking"> };

/** Brings what somebody has asked for into view and into focus, as soon as the page tells it. */
export function ShowOutcome({ account: { id, checking } }: ShowOutcomeProps) {
  const isChecking = checking !== undefined;
  // After every rendering: each may tell the outcome.
  useEffect(() => {
    if (isChecking) return;
    const target = takeExpectedOutcome(id);
    if (!target) return;
    // That the account is connected now is told on top of everything else.
    const connected = target === "outcome" ? document.getElementById("connected-now") : null;
    const element = connected ?? document.getElementById(target);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  });
  return null;
}
