"use client";
import { useState } from "react";
import { CopyTextButton } from "#components/ui/copy-button.tsx";
import { type Choices, composed } from "#lib/failures/fixes/choices.ts";
import type { FailureView } from "#lib/failures/view.ts";
import { FixBar } from "./fix-bar.tsx";

type FixOf = FailureView["fixes"][number];

/** A script with choices: it cannot be copied before one is made, and contains only what was chosen. */
export function ChosenScript({ fix }: { fix: FixOf & { choices: Choices } }) {
  const { prompt, atLeast, options } = fix.choices;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const missing = atLeast - chosen.size;
  const script = composed(fix.choices, ({ label }) => chosen.has(label));
  function toggle(label: string, isOn: boolean) {
    const next = new Set(chosen);
    if (isOn) next.add(label);
    else next.delete(label);
    setChosen(next);
  }
  return (
    <>
      <fieldset className="border-b border-line px-4 py-3">
        <legend className="float-left mb-2 w-full font-medium">{prompt}</legend>
        <div className="clear-both grid gap-x-6 sm:grid-cols-2">
          {options.map(({ label }) => (
            <label key={label} className="flex min-h-8 items-center gap-2.5 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={chosen.has(label)}
                onChange={(event) => toggle(label, event.target.checked)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <FixBar
        fix={fix}
        whatFor={
          missing > 0 ? `Choose ${missing} more; then copy.` : "Does what you chose, and nothing else."
        }
      >
        {missing <= 0 && <CopyTextButton text={script} what={fix.title} />}
      </FixBar>
      {missing <= 0 && (
        <pre
          // A scrollable region must be reachable by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={fix.title}
          className="max-h-[480px] overflow-auto py-3 text-sm -outline-offset-2"
        >
          <code className="block px-4">{script}</code>
        </pre>
      )}
    </>
  );
}
