"use client";
import type { ReactNode } from "react";
import { FormField, inputClass } from "#components/ui/field.tsx";

type TextFieldProps = {
  name: string;
  label: string;
  value: string;
  onChange(value: string): void;
  error?: string | undefined;
  hint?: ReactNode;
  placeholder?: string;
  optional?: boolean;
  mono?: boolean;
};

/** A text field of one line. */
export function TextField({
  name,
  label,
  value,
  onChange,
  error,
  hint,
  placeholder,
  optional,
  mono,
}: TextFieldProps) {
  return (
    <FormField
      name={name}
      label={label}
      optional={optional ?? false}
      error={error}
      hint={hint}
      control={
        <input
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={`${inputClass} field-size ${mono ? "font-mono" : ""}`}
        />
      }
    />
  );
}
