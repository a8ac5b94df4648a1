"use client";
import { CircleAlert } from "lucide-react";
import { FormField, inputClass } from "#components/ui/field.tsx";
import type { FieldProblems } from "#components/use-form.ts";
import type { Values } from "./use-connecting.ts";

type ScopeChoiceProps = {
  values: Values;
  errors: FieldProblems<Values>;
  change: (changes: Partial<Values>) => void;
};

const CHOICES = [
  {
    scope: "some",
    title: "Roles with a name prefix or below a path",
    price: "Rolecall can attach its policies to these roles and to no others.",
  },
  {
    scope: "all",
    title: "All roles of the account",
    price:
      "Whoever gets hold of Rolecall's access could attach the required policies to any role of the account, administrators' included, and take them off again.",
  },
] as const;

const FIELDS = [
  { name: "rolePrefix", label: "Role name prefix", placeholder: "data-" },
  { name: "rolePath", label: "Role path", placeholder: "/team/data/" },
] as const;

/** Chooses the roles Rolecall may prepare. Without a default, because it decides on permissions. */
export function ScopeChoice({ values, errors, change }: ScopeChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-3" aria-describedby={errors.scope ? "scope-error" : undefined}>
      <legend className="mb-1.5 font-medium">Which roles may Rolecall prepare?</legend>
      {CHOICES.map(({ scope, title, price }) => (
        <label key={scope} className="flex items-start gap-3">
          <input
            type="radio"
            name="scope"
            required
            value={scope}
            checked={values.scope === scope}
            onChange={() => change({ scope })}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            {title}
            <span className="block max-w-[72ch] text-sm text-ink-2">{price}</span>
          </span>
        </label>
      ))}
      {errors.scope && (
        <p id="scope-error" className="flex gap-1.5 text-sm text-bad">
          <CircleAlert size={14} className="mt-[3px] shrink-0" aria-hidden />
          {errors.scope.message}
        </p>
      )}
      {values.scope === "some" && (
        <div className="grid gap-4 pl-7 sm:grid-cols-2">
          {FIELDS.map(({ name, label, placeholder }) => (
            <FormField
              key={name}
              name={name}
              label={label}
              error={errors[name]?.message}
              control={
                <input
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={placeholder}
                  value={values[name]}
                  onChange={({ target }) => change({ [name]: target.value })}
                  className={`${inputClass} field-size font-mono`}
                />
              }
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
