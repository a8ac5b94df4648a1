"use client";

export type Ending = "undo" | "forget";

const ENDINGS = {
  undo: {
    label: "Undo in AWS, then delete",
    what: "Rolecall takes back what it added to the role, and nothing else.",
  },
  forget: {
    label: "Forget without touching AWS",
    what: "The entry goes from Rolecall; in AWS everything stays as it is.",
  },
} as const satisfies Record<Ending, { label: string; what: string }>;

type EndingChoiceProps = {
  ending: Ending;
  /** The less destructive choice comes first where instances run with the role. */
  order: readonly Ending[];
  onChange: (ending: Ending) => void;
};

export function EndingChoice({ ending, order, onChange }: EndingChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">How to end it</legend>
      {order.map((each) => (
        <label
          key={each}
          className="flex cursor-pointer gap-3 rounded-lg border border-line px-4 py-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="ending"
            checked={ending === each}
            onChange={() => onChange(each)}
            className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
          />
          <span>
            <span className="font-medium">{ENDINGS[each].label}</span>{" "}
            <span className="block text-sm text-ink-2">{ENDINGS[each].what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
