import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { TabbedPanels } from "#components/ui/tabs.tsx";
import type { FailureView } from "#lib/instance-roles/view.ts";
import { STEP_LABEL, WHO_CAN_FIX } from "../words.ts";
import { Fix } from "./fix.tsx";

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
          <TabbedPanels
            label="Ways to fix it"
            tabs={fixes.map((fix) => ({ title: fix.title, panel: <Fix fix={fix} /> }))}
          />
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-t border-line px-5 py-3">
        {retry}
        <AwsDetails aws={aws} step={step} reason={reason} />
      </div>
    </section>
  );
}

function AwsDetails({ aws, step, reason }: Pick<FailureView, "aws" | "step" | "reason">) {
  const facts: [string, string | undefined][] = [
    ["Reason", reason],
    ["Step", STEP_LABEL[step]],
    ["AWS call", aws?.action],
    ["AWS code", aws?.code],
    ["Refused by", aws?.policyLayer && (LAYER[aws.policyLayer] ?? aws.policyLayer)],
    ["Policy", aws?.policyArn],
    ["AWS request", aws?.requestId],
  ];
  return (
    <details className="group min-w-0 text-sm">
      <summary className="flex h-8 items-center gap-1 rounded-sm text-ink-2 hover:text-ink">
        <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
        {aws?.requestId ? "AWS code and request" : "Details"}
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pb-1">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="font-mono break-all">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  );
}

const LAYER: Record<string, string> = {
  scp: "a service control policy",
  rcp: "a resource control policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  vpce: "a VPC endpoint policy",
  trust: "the trust policy",
  resource: "a resource policy",
  identity: "an identity policy",
  unspecified: "AWS did not say",
};
