"use client";
import { type MouseEvent, useState } from "react";
import { send } from "#components/send.ts";
import type { CheckView } from "#lib/instance-roles/check-view.ts";
import type { RegistrationForm } from "../use-registration.ts";

export type Check = {
  begin: (event: MouseEvent<HTMLButtonElement>) => void;
  isUnderWay: boolean;
  /** The check's result, until the ARN changes. */
  view: CheckView | undefined;
};

/** Checks what registering the form's ARN would do. */
export function useCheck(slug: string, form: RegistrationForm): Check {
  const [asked, setAsked] = useState<{ typed: string; view?: CheckView }>();

  async function begin({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    const element = currentTarget.form as HTMLFormElement;
    const typed = form.values.roleArn;
    if (!form.isArnRight(element)) return;
    setAsked({ typed });
    const path = `/api/v1/workspaces/${slug}/instance-roles/check`;
    const answer = await send<CheckView>("POST", path, { roleArn: typed });
    // Ignores the answer about an ARN that has changed since.
    if (typedIn(element) !== typed) return;
    setAsked(answer.ok ? { typed, view: answer.body } : undefined);
    if (!answer.ok) form.refuse(element, answer.problem);
  }

  const current = asked?.typed === form.values.roleArn ? asked : undefined;
  return { begin, isUnderWay: current !== undefined && !current.view, view: current?.view };
}

const typedIn = ({ elements }: HTMLFormElement) =>
  (elements.namedItem("roleArn") as HTMLTextAreaElement | null)?.value;
