"use client";
import { FormField, inputClass } from "#components/ui/field.tsx";

type TypedNameProps = {
  /** The name to type. */
  name: string;
  typed: string;
  onType: (typed: string) => void;
};

/** A field in which the role's name has to be typed before an action that cannot be undone. */
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
