import { Check } from "lucide-react";

const STEPS = ["Choose the account", "Create the role in AWS", "Check"] as const;

/** Shows the current step; completed ones have a tick. */
export function WizardSteps({ current }: { current: 1 | 2 | 3 }) {
  return (
    <ol aria-label="Steps" className="flex flex-wrap gap-x-6 gap-y-2">
      {STEPS.map((title, index) => {
        const number = index + 1;
        const isDone = number < current;
        const isHere = number === current;
        return (
          <li
            key={title}
            aria-current={isHere ? "step" : undefined}
            className={`flex items-center gap-2 ${isHere ? "font-medium" : "text-ink-2"}`}
          >
            <span
              aria-hidden
              className={`flex size-6 items-center justify-center rounded-full border text-xs font-medium ${markClass(isDone, isHere)}`}
            >
              {isDone ? <Check size={14} /> : number}
            </span>
            {title}
            {isDone && <span className="sr-only"> (done)</span>}
          </li>
        );
      })}
    </ol>
  );
}

function markClass(isDone: boolean, isHere: boolean): string {
  if (isDone) return "border-transparent bg-ok-soft text-ok";
  return isHere ? "border-accent-line bg-accent-soft text-accent" : "border-line";
}
