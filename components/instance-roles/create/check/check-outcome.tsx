import type { ReactNode } from "react";
import { StepIcon } from "../../status-icon.tsx";
import { CheckResult } from "./check-result.tsx";
import { intoView } from "./into-view.ts";
import type { Check } from "./use-check.ts";
import { verdictOf } from "./verdict.ts";

type CheckOutcomeProps = {
  slug: string;
  check: Check;
  /** Shown before anything was checked. */
  before: ReactNode;
};

/** Shows a check's result in place of the general description. */
export function CheckOutcome({ slug, check: { view, isUnderWay }, before }: CheckOutcomeProps) {
  return (
    <>
      <output className="sr-only">{isUnderWay ? "Checking" : view && verdictOf(view).title}</output>
      {isUnderWay && <Looking />}
      {view && <CheckResult slug={slug} view={view} />}
      {!isUnderWay && !view && before}
    </>
  );
}

function Looking() {
  return (
    <div
      ref={intoView}
      className="flex items-center gap-2.5 rounded-lg border border-line bg-sunken px-4 py-3 text-ink-2"
    >
      <StepIcon status="RUNNING" />
      Looking at the role in AWS. Nothing is changed.
    </div>
  );
}
