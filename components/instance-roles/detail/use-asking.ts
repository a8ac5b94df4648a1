"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { tellRole } from "../live.ts";
import { type Asked, ask } from "./asked.ts";

const PATH = { retry: "retry", check: "verify" } as const satisfies Record<Asked["what"], string>;

/** Sends a retry or a check of the role. What comes of it is told by `Outcome`. */
export function useAsking(slug: string, role: InstanceRoleView, what: Asked["what"]) {
  const router = useRouter();
  const [state, setState] = useState<{ sending: boolean; problem?: BrowserProblem }>({ sending: false });

  async function begin() {
    const { id, status, failure, version } = role;
    setState({ sending: true });
    ask(id, { what, before: { status, version, ...(failure && { failure }) } });
    const path = `/api/v1/workspaces/${slug}/instance-roles/${id}/${PATH[what]}`;
    const answer = await send<InstanceRoleView>("POST", path);
    if (answer.ok) tellRole(answer.body);
    // Retried already, here or by somebody else: the page will show what becomes of it.
    const isUnderWay = answer.ok || (what === "retry" && answer.problem.code === "not_in_this_state");
    if (isUnderWay && what === "retry") router.refresh();
    setState(isUnderWay ? { sending: false } : { sending: false, problem: answer.problem });
  }

  return { ...state, begin };
}
