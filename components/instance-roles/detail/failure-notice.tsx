import type { ReactNode } from "react";
import type { FailureView } from "#lib/failures/view.ts";
import type { RegistrationView } from "#lib/instance-roles/view.ts";
import { whoCanFix } from "../words.ts";
import { AwsDetails } from "./aws-details.tsx";
import { Fixes } from "./fixes.tsx";
import { PassOn } from "./pass-on.tsx";

type FailureNoticeProps = {
  failure: FailureView;
  /** The kind of run that failed; a registration if absent. */
  kind?: RegistrationView["kind"];
  /** The button to press after the fix. */
  retry: ReactNode;
  /** Another way to end it, ahead of the fixes. */
  offer?: ReactNode;
  /** The subject of the message that passes the failure on, such as `the role arn:…`. */
  about: string;
};

/** Shows the reason of a failure, who has to act, and the fix to copy. */
export function FailureNotice({ failure, kind, retry, offer, about }: FailureNoticeProps) {
  const { title, detail, fixes, aws, step, reason } = failure;
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
        {offer}
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
          <p>
            Who can fix it: <b className="font-medium text-ink">{whoCanFix(failure)}</b>
          </p>
          {failure.actor !== "nobody" && <PassOn about={about} failure={failure} />}
        </div>
      </div>
      {fixes.length > 0 && (
        <div className="px-5 pt-2 pb-5">
          <Fixes fixes={fixes} />
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-t border-line px-5 py-3">
        {retry}
        <AwsDetails aws={aws} step={step} reason={reason} kind={kind} />
      </div>
    </section>
  );
}
