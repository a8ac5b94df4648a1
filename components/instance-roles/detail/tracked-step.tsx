"use client";
import { duration } from "#components/ui/times.ts";
import type { StepStatus } from "#lib/instance-roles/status.ts";
import type { RegistrationView, StepView } from "#lib/instance-roles/view.ts";
import { useLiveStep } from "../live.ts";
import { StepIcon, UndoneIcon } from "../status-icon.tsx";
import { stepLabel } from "../words.ts";
import { RunningClock } from "./running-clock.tsx";

const WORD = {
  PENDING: "not yet",
  RUNNING: "running",
  WAITING: "waiting",
  DONE: "done",
  FAILED: "failed",
  SKIPPED: "not reached",
} as const satisfies Record<StepStatus, string>;

type TrackedStepProps = {
  registrationId: string;
  kind: RegistrationView["kind"];
  rendered: StepView;
  /** Done, and taken back because a later step failed. */
  undone: boolean;
};

export function TrackedStep({ registrationId, kind, rendered, undone }: TrackedStepProps) {
  const step = useLiveStep(registrationId, rendered);
  const quiet = undone || step.status === "PENDING" || step.status === "SKIPPED";
  return (
    <li className="flex gap-2 px-4 py-2.5 wide:flex-col wide:gap-1 wide:py-3">
      <div className="flex w-40 shrink-0 items-center gap-2 whitespace-nowrap wide:w-auto">
        {undone ? <UndoneIcon /> : <StepIcon status={step.status} />}
        <span className={quiet ? "text-ink-3" : "font-medium"}>{stepLabel(step.name, kind)}</span>
        <span className="sr-only">{undone ? "undone" : WORD[step.status]}</span>
      </div>
      <div className="min-w-0 text-sm whitespace-nowrap text-ink-3 wide:pl-[22px]">
        {undone ? <span>undone</span> : <StepTime step={step} />}
      </div>
    </li>
  );
}

function StepTime({ step }: { step: StepView }) {
  // The reason for waiting is shown below the track, where there is room.
  if (step.status === "WAITING") return <span className="text-warn">waiting</span>;
  if (step.status === "RUNNING" && step.startedAt) return <RunningClock since={step.startedAt} />;
  if (step.durationMs !== undefined) return <span>{duration(step.durationMs)}</span>;
  return <span>{step.status === "SKIPPED" ? "not reached" : "–"}</span>;
}
