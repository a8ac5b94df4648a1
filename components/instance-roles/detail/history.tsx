import { ChevronRight } from "lucide-react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { duration } from "#components/ui/times.ts";
import type { RegistrationStatus } from "#lib/instance-roles/status.ts";
import type { RegistrationView, StepView } from "#lib/instance-roles/view.ts";
import { StepIcon } from "../status-icon.tsx";
import { Section } from "./section.tsx";
import { StepWithCalls } from "./step-with-calls.tsx";
import { isUndone } from "./undone.ts";

const KIND = { REGISTER: "Registration", REMOVE: "Removal" } as const;

const OUTCOME = {
  QUEUED: { word: "queued", icon: "PENDING" },
  RUNNING: { word: "running", icon: "RUNNING" },
  SUCCEEDED: { word: "succeeded", icon: "DONE" },
  FAILED: { word: "failed", icon: "FAILED" },
  SUPERSEDED: { word: "gave way to a later one", icon: "SKIPPED" },
} as const satisfies Record<RegistrationStatus, { word: string; icon: StepView["status"] }>;

/** Lists every run with its steps and AWS calls, collapsed; the request ids can be found in CloudTrail. */
export function History({ registrations }: { registrations: RegistrationView[] }) {
  return (
    <Section id="history" title="History">
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {registrations.map((run) => (
          <li key={run.id}>
            <Run run={run} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Run({ run }: { run: RegistrationView }) {
  const { word, icon } = OUTCOME[run.status];
  const calls = run.steps.flatMap((step) => step.awsCalls).length;
  return (
    <details className="group">
      <summary className="flex min-h-10 gap-3 rounded-lg px-4 py-2 -outline-offset-2 hover:bg-hover">
        <span className="flex h-5 items-center gap-3">
          <ChevronRight
            size={14}
            className="text-ink-3 transition-transform group-open:rotate-90"
            aria-hidden
          />
          <StepIcon status={icon} />
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-6 gap-y-1">
          <span>
            <span className="font-medium">{KIND[run.kind]}</span> {word}
            {run.failure && <span className="text-ink-2">: {run.failure.title}</span>}
          </span>
          <span className="flex flex-wrap gap-x-3 text-sm text-ink-3">
            <span>{run.requestedBy}</span>
            <RelativeTime at={run.createdAt} />
            {run.durationMs !== undefined && <span>{duration(run.durationMs)}</span>}
            {calls > 0 && <span>{calls === 1 ? "1 AWS call" : `${calls} AWS calls`}</span>}
          </span>
        </span>
      </summary>
      <div className="border-t border-line px-4 py-3 sm:pl-[42px]">
        {run.attempt > 1 && <p className="mb-2 text-sm text-ink-2">Tried {run.attempt} times.</p>}
        <ol className="flex flex-col gap-3">
          {run.steps.map((step) => (
            <li key={step.name}>
              <StepWithCalls step={step} kind={run.kind} undone={isUndone(run, step)} />
            </li>
          ))}
        </ol>
      </div>
    </details>
  );
}
