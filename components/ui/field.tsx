"use client";
import { Field } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

export const inputClass =
  "w-full rounded-lg border border-line-field bg-surface px-3 text-ink placeholder:text-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent data-invalid:border-bad aria-invalid:border-bad";

type FormFieldProps = {
  name: string;
  label: string;
  optional?: boolean;
  error?: ReactNode;
  /** Shown below the field while there is no error. */
  hint?: ReactNode;
  /** The `<input>` or `<textarea>`. */
  control: ReactElement;
};

/** Label, control, and error or hint, linked by ARIA attributes. */
export function FormField({ name, label, optional = false, error, hint, control }: FormFieldProps) {
  return (
    <Field.Root name={name} invalid={Boolean(error)} className="flex flex-col gap-1.5">
      <Field.Label className="flex justify-between font-medium">
        {label}
        {optional && <span className="font-normal text-ink-3">optional</span>}
      </Field.Label>
      <Field.Control render={control} />
      {error ? (
        <Field.Error match className="flex gap-1.5 text-sm text-bad">
          <CircleAlert size={14} className="mt-[3px] shrink-0" aria-hidden />
          <span className="min-w-0">{error}</span>
        </Field.Error>
      ) : (
        hint && (
          <Field.Description render={<div />} className="text-sm text-ink-2">
            {hint}
          </Field.Description>
        )
      )}
    </Field.Root>
  );
}
