"use client";
import { FormField, inputClass } from "#components/ui/field.tsx";

type TypedNameProps = {
  /** What has to be typed. */
  name: string;
  typed: string;
  onType: (typed: string) => void;
};

/** What cannot be given back is not undone by one click. */
export function TypedName({ name, typed, onType }: TypedNameProps) {
  return (
    <FormField
      name="typedName"
      label={`Type ${name} to undo it all the same`}
      control={
        <input
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => onType(target.value)}
          className={`${inputClass} field-size`}
        />
      }
    />
  );
}
