import { STEPS, type Step } from "#lib/failures/step.ts";
import { isSettled, type Status } from "#lib/instance-roles/status.ts";
import { StatusIcon } from "./status-icon.tsx";
import { STATUS_WORD, STEP_DOING } from "./words.ts";

type Progress = { status: Status; step?: Step | undefined };

/**
 * Shows a role's status as an icon and a word; while a registration runs, its current step, and unless `brief` its
 * progress.
 */
export function StatusBadge({ role, brief = false }: { role: Progress; brief?: boolean }) {
  return (
    <div className="flex min-w-0 gap-2" data-moving={isSettled(role.status) ? undefined : true}>
      <span className="mt-[3px]">
        <StatusIcon status={role.status} />
      </span>
      <div className="min-w-0">
        <div className={`truncate font-medium ${role.status === "FAILED" ? "text-bad" : ""}`}>
          {word(role)}
        </div>
        {!brief && role.status === "REGISTERING" && role.step && (
          <div className="text-sm text-ink-3">{`step ${STEPS.indexOf(role.step) + 1} of ${STEPS.length}`}</div>
        )}
      </div>
    </div>
  );
}

const ENDS_IN_DOTS: readonly Status[] = ["REGISTERING", "DELETING"];

function word({ status, step }: Progress): string {
  const words = status === "REGISTERING" ? (step ? STEP_DOING[step] : "Queued") : STATUS_WORD[status];
  return ENDS_IN_DOTS.includes(status) ? `${words}…` : words;
}
