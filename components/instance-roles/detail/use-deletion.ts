"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import { say } from "#components/ui/say.ts";
import type { RoleInstances } from "#lib/instance-roles/in-use/view.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { mayBeInUse, useInstances } from "../in-use/use-instances.ts";
import type { Ending } from "./ending-choice.tsx";

/** The state of a deletion: what would be undone, the instances affected, the choice, and the request. */
export function useDeletion(slug: string, role: InstanceRoleDetail, onClose: () => void) {
  const router = useRouter();
  const [chosen, setEnding] = useState<Ending>();
  const [typed, setTyped] = useState("");
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<BrowserProblem>();
  const [startedSince, setStartedSince] = useState<RoleInstances>();
  // A running registration may add something before it is stopped.
  const mayBeUndone = role.undo.willUndo.length > 0 || role.status === "REGISTERING";
  const looked = useInstances(slug, role.id, mayBeUndone);
  const found = startedSince ?? looked;
  const isInUse = found !== undefined && mayBeInUse(found);
  const ending: Ending = mayBeUndone ? (chosen ?? (isInUse ? "forget" : "undo")) : "undo";
  const asksForName = isInUse && ending === "undo";
  const isReady =
    (!mayBeUndone || found !== undefined || ending === "forget") &&
    (!asksForName || typed.trim() === role.name);

  async function remove() {
    if (!isReady) return;
    setSending(true);
    setProblem(undefined);
    const query = ending === "forget" ? "?leaveAws=true" : asksForName ? "?force=true" : "";
    const answer = await send("DELETE", `/api/v1/workspaces/${slug}/instance-roles/${role.id}${query}`);
    setSending(false);
    if (!answer.ok) return refused(answer.problem);
    onClose();
    if (ending === "undo") return router.refresh();
    say(`${role.name} is forgotten. In AWS everything stays as it is.`);
    router.push(`/${slug}/instance-roles`);
  }

  /** Handles an instance that started since the dialog was opened: it is listed, and the user confirms again. */
  function refused(refusal: BrowserProblem) {
    const { instances: items } = refusal;
    if (!items) return setProblem(refusal);
    setStartedSince({ items, notLooked: [], fixes: [] });
    setEnding(undefined);
  }

  return {
    mayBeUndone,
    found,
    isInUse,
    ending,
    setEnding,
    asksForName,
    typed,
    setTyped,
    isReady,
    sending,
    problem,
    remove,
  };
}
