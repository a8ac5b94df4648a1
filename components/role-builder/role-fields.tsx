"use client";
import { ChevronRight, Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type AccountChoice, type Draft, newKey } from "./draft.ts";
import { TextField } from "./text-field.tsx";
import type { Errors } from "./use-builder.ts";

type Props = {
  draft: Draft;
  errors: Errors;
  accounts: AccountChoice[];
  change(changes: Partial<Draft>): void;
};

/** The role's name and account, which every design needs. */
export function RoleFields({ draft, errors, accounts, change }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="roleName"
        label="Role name"
        value={draft.roleName}
        onChange={(roleName) => change({ roleName })}
        error={errors.roleName}
        placeholder="etl-nightly"
        mono
      />
      <FormField
        name="account"
        label="AWS account"
        error={errors.accountId}
        control={
          <select
            value={draft.account}
            onChange={({ target }) => change({ account: target.value })}
            className={`${inputClass} field-size`}
          >
            {accounts.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
            <option value="">Not connected yet</option>
          </select>
        }
      />
    </div>
  );
}

/** Settings whose defaults suit most designs. */
export function MoreFields({ draft, errors, change, isOpen }: Omit<Props, "accounts"> & { isOpen: boolean }) {
  const { tags } = draft;
  return (
    <details className="group" open={isOpen}>
      <summary className="inline-flex min-h-8 items-center gap-1 rounded-sm font-semibold hover:text-ink">
        <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
        Path, tags, boundary, further statements
      </summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <TextField
          name="path"
          label="Path"
          value={draft.path}
          onChange={(path) => change({ path })}
          error={errors.path}
          mono
        />
        <TextField
          name="profileName"
          label="Instance profile's name"
          optional
          value={draft.profileName}
          onChange={(profileName) => change({ profileName })}
          error={errors.profileName}
          hint="The role's name where this is empty."
          mono
        />
        <TextField
          name="permissionsBoundaryArn"
          label="Permissions boundary"
          optional
          value={draft.permissionsBoundaryArn}
          onChange={(permissionsBoundaryArn) => change({ permissionsBoundaryArn })}
          error={errors.permissionsBoundaryArn}
          placeholder="arn:aws:iam::…:policy/…"
          mono
        />
        <TextField
          name="maxSessionSeconds"
          label="Session length in seconds"
          optional
          value={draft.maxSessionSeconds}
          onChange={(maxSessionSeconds) => change({ maxSessionSeconds })}
          error={errors.maxSessionSeconds}
          placeholder="3600"
        />
        <label className="flex min-h-8 items-center gap-2 sm:col-span-2">
          <input
            type="checkbox"
            checked={draft.inline}
            onChange={({ target }) => change({ inline: target.checked })}
            className="size-4 accent-accent"
          />
          An inline policy in place of a managed one: it goes with the role, and takes none of its attachment
          slots
        </label>
        <div className="flex flex-col gap-2 sm:col-span-2">
          {tags.map(({ key, name, value }) => (
            <div key={key} className="grid grid-cols-[1fr_1fr_auto] gap-3">
              <TextField
                name={`tag-${key}`}
                label="Tag"
                value={name}
                onChange={(text) =>
                  change({ tags: tags.map((one) => (one.key === key ? { ...one, name: text } : one)) })
                }
                error={errors[`tags.${name}`]}
              />
              <TextField
                name={`tag-value-${key}`}
                label="Value"
                value={value}
                onChange={(text) =>
                  change({ tags: tags.map((one) => (one.key === key ? { ...one, value: text } : one)) })
                }
              />
              <IconButton
                label={`Remove the tag ${name}`}
                onClick={() => change({ tags: tags.filter((one) => one.key !== key) })}
              >
                <X size={16} />
              </IconButton>
            </div>
          ))}
          {errors.tags && <p className="text-sm text-bad">{errors.tags}</p>}
          <div>
            <Button onClick={() => change({ tags: [...tags, { key: newKey(), name: "", value: "" }] })}>
              <Plus size={14} aria-hidden /> Add a tag
            </Button>
          </div>
        </div>
        <div className="sm:col-span-2">
          <FormField
            name="statements"
            label="Further statements"
            optional
            error={errors.statements ?? firstOf(errors, "statements.")}
            hint="A statement, a list of them, or a whole policy document, as JSON."
            control={
              <textarea
                rows={5}
                spellCheck={false}
                value={draft.statements}
                onChange={({ target }) => change({ statements: target.value })}
                className={`${inputClass} py-2 font-mono text-sm`}
              />
            }
          />
        </div>
      </div>
    </details>
  );
}

const firstOf = (errors: Errors, prefix: string) =>
  Object.entries(errors).find(([path]) => path.startsWith(prefix))?.[1];
