import { duration } from "#components/ui/times.ts";
import type { RegistrationView, StepView } from "#lib/instance-roles/view.ts";
import { StepIcon, UndoneIcon } from "../status-icon.tsx";
import { stepLabel } from "../words.ts";

type StepWithCallsProps = { step: StepView; kind: RegistrationView["kind"]; undone: boolean };

/** Shows a step of a finished run with its AWS calls. */
export function StepWithCalls({ step, kind, undone }: StepWithCallsProps) {
  return (
    <>
      <p className="flex items-center gap-2">
        {undone ? <UndoneIcon /> : <StepIcon status={step.status} />}
        <span className={step.status === "SKIPPED" || step.status === "PENDING" ? "text-ink-3" : ""}>
          {stepLabel(step.name, kind)}
        </span>
        {undone && <span className="text-sm text-ink-3">undone</span>}
        {step.durationMs !== undefined && (
          <span className="text-sm text-ink-3">{duration(step.durationMs)}</span>
        )}
      </p>
      {step.awsCalls.length > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5 pl-[22px] font-mono text-xs text-ink-2">
          {step.awsCalls.map((call, index) => (
            // The calls of a finished run never change their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} className="flex flex-wrap gap-x-3">
              <span>{`${call.service}:${call.action}`}</span>
              {call.code && <span className="text-bad">{call.code}</span>}
              <span className="text-ink-3">{duration(call.durationMs)}</span>
              {call.attempts > 1 && <span className="text-ink-3">{call.attempts} attempts</span>}
              {call.requestId && <span className="break-all text-ink-3">{call.requestId}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
