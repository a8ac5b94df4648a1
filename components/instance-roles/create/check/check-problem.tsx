import { ChevronRight } from "lucide-react";
import type { FailureView } from "#lib/failures/view.ts";
import { AwsDetails } from "../../detail/aws-details.tsx";
import { Fixes } from "../../detail/fixes.tsx";
import { whoCanFix } from "../../words.ts";

/** Shows one problem, collapsed to a line where there are several. */
export function CheckProblem({ problem, isOpen }: { problem: FailureView; isOpen: boolean }) {
  const { title, detail, fixes, aws, step, reason } = problem;
  return (
    <details open={isOpen} className="group/problem">
      <summary className="flex gap-2 bg-bad-soft px-4 py-3 -outline-offset-2">
        <ChevronRight
          size={16}
          aria-hidden
          className="mt-0.5 shrink-0 text-bad transition-transform group-open/problem:rotate-90"
        />
        <span className="min-w-0">
          <span className="font-medium text-bad">{title}</span>
          <span className="block text-sm text-ink-2">Who can fix it: {whoCanFix(problem)}</span>
        </span>
      </summary>
      <div className="flex flex-col gap-3 border-t border-bad-line px-4 py-3">
        <p className="[overflow-wrap:anywhere]">{detail}</p>
        {fixes.length > 0 && <Fixes fixes={fixes} />}
        <AwsDetails aws={aws} step={step} reason={reason} />
      </div>
    </details>
  );
}
