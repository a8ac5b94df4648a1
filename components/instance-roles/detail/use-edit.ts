"use client";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { send } from "#components/send.ts";
import { type FieldProblems, useForm } from "#components/use-form.ts";
import { UpdateInput } from "#lib/instance-roles/schema.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type Values = { name: string; description: string };

const UNTOUCHED: Partial<Values> = { name: undefined, description: undefined };

/**
 * The state of the edit form. Typed values survive refusals and closing the dialog; untouched fields follow changes by
 * others. Only changed fields are sent.
 */
export function useEdit(slug: string, role: Pick<InstanceRoleView, "id" | keyof Values>, onDone: () => void) {
  const router = useRouter();
  const form = useForm<Partial<Values>>(UNTOUCHED);
  const values: Values = {
    name: form.values.name ?? role.name,
    description: form.values.description ?? role.description,
  };

  function end() {
    form.change(UNTOUCHED);
    onDone();
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const changed = changesOf(role, values);
    if (Object.keys(changed).length === 0) return end();
    if (!form.check(element, problemsOf(changed))) return;
    const path = `/api/v1/workspaces/${slug}/instance-roles/${role.id}`;
    const saved = await form.send(element, () => send<InstanceRoleView>("PATCH", path, changed));
    if (!saved) return;
    router.refresh();
    end();
  }

  const { errors, problem, sending, change } = form;
  return { values, errors, problem, sending, change, submit };
}

function changesOf(role: Values, values: Values): Partial<Values> {
  const changed = Object.entries(values).filter(
    ([field, value]) => value.trim() !== role[field as keyof Values],
  );
  return Object.fromEntries(changed);
}

/** Validates with the schema that the route uses. */
function problemsOf(changed: Partial<Values>): FieldProblems<Values> {
  const issues = UpdateInput.safeParse(changed).error?.issues ?? [];
  return Object.fromEntries(issues.toReversed().map(({ path, message }) => [path[0], { message }]));
}
