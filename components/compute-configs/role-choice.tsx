"use client";
import { useId, useState } from "react";
import { STATUS_WORD } from "#components/instance-roles/words.ts";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { useRoles } from "./use-roles.ts";

export type ChosenRole = { id: string; name: string } | null;

type RoleChoiceProps = {
  slug: string;
  /** Twelve digits. */
  accountId: string | undefined;
  chosen: ChosenRole;
  onChoose(role: ChosenRole): void;
  error?: string | undefined;
};

/** Finds a role of the account by name; if left empty, the account's default role applies. */
export function RoleChoice({ slug, accountId, chosen, onChoose, error }: RoleChoiceProps) {
  const [typed, setTyped] = useState(chosen?.name ?? "");
  const roles = useRoles(slug, accountId, typed);
  const list = useId();

  function type(text: string) {
    setTyped(text);
    const role = roles.find(({ name }) => name === text);
    onChoose(role ? { id: role.id, name: role.name } : null);
  }

  const isUnknown = typed !== "" && chosen?.name !== typed;
  return (
    <div>
      <FormField
        name="instanceRoleId"
        label="Instance role"
        optional
        error={error}
        hint={
          isUnknown
            ? "Choose one of the roles that are found."
            : "Left empty, the account's default role applies, whichever that is when a cluster starts."
        }
        control={
          <input
            list={list}
            autoComplete="off"
            placeholder="The account's default role"
            value={typed}
            onChange={({ target }) => type(target.value)}
            className={`${inputClass} field-size`}
          />
        }
      />
      <datalist id={list}>
        {roles.map(({ id, name, status }) => (
          <option key={id} value={name}>
            {STATUS_WORD[status]}
          </option>
        ))}
      </datalist>
    </div>
  );
}
