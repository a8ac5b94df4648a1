"use client";
import { useEffect } from "react";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { takeExpectedOutcome } from "./expected-outcome.ts";

type ShowOutcomeProps = { account: Pick<AwsAccountView, "id" | "checking"> };

/** Scrolls to the outcome the user waits for and focuses it, as soon as the page shows it. */
export function ShowOutcome({ account: { id, checking } }: ShowOutcomeProps) {
  const isChecking = checking !== undefined;
  // After every render, as any may show the outcome.
  useEffect(() => {
    if (isChecking) return;
    const target = takeExpectedOutcome(id);
    if (!target) return;
    // The notice that the account is connected is at the top of the page.
    const connected = target === "outcome" ? document.getElementById("connected-now") : null;
    const element = connected ?? document.getElementById(target);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  });
  return null;
}
