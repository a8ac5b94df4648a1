"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import type { VerifyingView } from "#lib/instance-roles/checking/view.ts";
import type { RetriedView } from "#lib/instance-roles/import/view.ts";
import { leftOutWords } from "../retried-words.ts";
import { type Bulk, setBulk } from "./bulk.ts";
import { type Selectable, useSelection } from "./selection.tsx";

/** Retries or checks many roles; those that somebody else has retried or deleted meanwhile are no error. */
export function useBulkRequest(slug: string) {
  const router = useRouter();
  const { clear } = useSelection();
  const [state, setState] = useState<{ sending?: Bulk["what"]; problem?: BrowserProblem }>({});

  async function begin(what: Bulk["what"], roles: Selectable[]) {
    setState({ sending: what });
    const answer = await (what === "retried" ? retry(slug, roles) : check(slug, roles));
    if (!answer.ok) return setState({ problem: answer.problem });
    setState({});
    clear();
    router.refresh();
    const { ids, note } = answer.body;
    setBulk({ what, note, roles: roles.filter(({ id }) => ids.includes(id)) });
  }

  return {
    ...state,
    retry: (roles: Selectable[]) => begin("retried", roles),
    check: (roles: Selectable[]) => begin("checked", roles),
  };
}

const idsOf = (roles: Selectable[]) => ({ ids: roles.map(({ id }) => id) });

async function retry(slug: string, roles: Selectable[]) {
  const answer = await send<RetriedView>(
    "POST",
    `/api/v1/workspaces/${slug}/instance-roles/retry`,
    idsOf(roles),
  );
  if (!answer.ok) return answer;
  const ids = answer.body.items.filter(({ status }) => status === "retrying").map(({ id }) => id);
  return { ok: true as const, body: { ids, note: leftOutWords(answer.body) } };
}

async function check(slug: string, roles: Selectable[]) {
  const path = `/api/v1/workspaces/${slug}/instance-roles/verify`;
  const answer = await send<VerifyingView>("POST", path, idsOf(roles));
  if (!answer.ok) return answer;
  const ids = answer.body.items.filter(({ status }) => status === "checking").map(({ id }) => id);
  const others = roles.length - ids.length;
  const note = others > 0 ? `${others} left out: only a role that has been Active can be checked again.` : "";
  return { ok: true as const, body: { ids, note } };
}
