"use client";
import { FormField, inputClass } from "#components/ui/field.tsx";
import type { FieldProblems } from "#components/use-form.ts";
import type { TextField, Values } from "./use-connecting.ts";

type SetupChoicesProps = {
  values: Values;
  errors: FieldProblems<Values>;
  change: (changes: Partial<Values>) => void;
};

const FIELDS = [
  {
    name: "regions",
    label: "Regions",
    placeholder: "eu-west-1, eu-central-1",
    hint: "Where machines run, up to three. AWS is asked what a role may do there.",
  },
  {
    name: "connectionRole",
    label: "Connection role",
    placeholder: "rolecall-connection",
    hint: "The name of the role to be created, below /rolecall/connection/; an ARN if it is to lie elsewhere.",
  },
] as const satisfies { name: TextField; label: string; placeholder: string; hint: string }[];

/** Settings whose defaults suit most accounts. */
export function SetupChoices({ values, errors, change }: SetupChoicesProps) {
  return (
    <div className="mt-4 flex flex-col gap-6">
      {FIELDS.map(({ name, label, placeholder, hint }) => (
        <FormField
          key={name}
          name={name}
          label={label}
          optional
          error={errors[name]?.message}
          hint={hint}
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
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={values.includeListRoles}
          onChange={({ target }) => change({ includeListRoles: target.checked })}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Let admins pick roles from a list
          <span className="block max-w-[72ch] text-sm text-ink-2">
            In place of pasting ARNs. It shows Rolecall the name and the trust policy of every role of the
            account (iam:ListRoles cannot be narrowed). Only registered roles are kept.
          </span>
        </span>
      </label>
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={values.includeBulkRead}
          onChange={({ target }) => change({ includeBulkRead: target.checked })}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Let Rolecall read the account's IAM in bulk
          <span className="block max-w-[72ch] text-sm text-ink-2">
            Checking many roles takes one call in place of four for each. The price: it shows Rolecall every
            user, group, role and policy of the account (iam:GetAccountAuthorizationDetails cannot be
            narrowed). Only registered roles are kept.
          </span>
        </span>
      </label>
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={values.includeAttach}
          onChange={({ target }) => change({ includeAttach: target.checked })}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Let Rolecall attach roles to EC2 instances
          <span className="block max-w-[72ch] text-sm text-ink-2">
            Admins put a registered role on machines, replace it or take it off, without the console. It may
            change the instance profile of every machine of the account, with the roles that Rolecall may
            prepare and no others.
          </span>
        </span>
      </label>
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={values.boundary}
          onChange={({ target }) => change({ boundary: target.checked })}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Add a permissions boundary
          <span className="block max-w-[72ch] text-sm text-ink-2">
            A policy that says the most Rolecall can ever do, whatever it is given later. The set-up documents
            make it.
          </span>
        </span>
      </label>
    </div>
  );
}
