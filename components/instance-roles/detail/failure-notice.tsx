import type { ReactNode } from "react";
import type { FailureView } from "#lib/instance-roles/view.ts";
import { WHO_CAN_FIX } from "../words.ts";
import { AwsDetails } from "./aws-details.tsx";
import { Fixes } from "./fixes.tsx";

/** The one true reason, who can end it, and the change to copy. `retry`: the button that says "done". */
export function FailureNotice({ failure, retry }: { failure: FailureView; retry: ReactNode }) {
  const { title, detail, actor, fixes, aws, step, reason } = failure;
  return (
    <section
      aria-labelledby="failure"
      className="overflow-hidden rounded-lg border border-bad-line bg-surface"
    >
      <div className="border-b border-bad-line bg-bad-soft px-5 py-4">
        <h2 id="failure" className="text-lg font-semibold text-bad">
          {title}
        </h2>
        <p className="mt-1 max-w-[80ch] [overflow-wrap:anywhere]">{detail}</p>
        <p className="mt-3 text-sm text-ink-2">
          Who can fix it: <b className="font-medium text-ink">{WHO_CAN_FIX[actor]}</b>
        </p>
      </div>
      {fixes.length > 0 && (
        <div className="px-5 pt-2 pb-5">
          <Fixes fixes={fixes} />
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-t border-line px-5 py-3">
        {retry}
        <AwsDetails aws={aws} step={step} reason={reason} />
      </div>
    </section>
  );
}
