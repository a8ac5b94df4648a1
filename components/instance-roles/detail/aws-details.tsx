import { ChevronRight } from "lucide-react";
import type { FailureView } from "#lib/failures/view.ts";
import type { RegistrationView } from "#lib/instance-roles/view.ts";
import { stepLabel } from "../words.ts";

type AwsDetailsProps = Pick<FailureView, "aws" | "step" | "reason"> & Partial<Pick<RegistrationView, "kind">>;

/** AWS's error and request id, to look up in CloudTrail or to give to support. */
export function AwsDetails({ aws, step, reason, kind }: AwsDetailsProps) {
  const facts: [string, string | undefined][] = [
    ["Reason", reason],
    ["Step", stepLabel(step, kind)],
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
