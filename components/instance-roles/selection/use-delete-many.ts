"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import { say } from "#components/ui/say.ts";
import { counted } from "#lib/counted.ts";
import type { Ending } from "../detail/ending-choice.tsx";
import { inTurns } from "./in-turns.ts";
import { type Selectable, useSelection } from "./selection.tsx";

export type Refused = { role: Selectable; problem: BrowserProblem };

/**
 * Sends one DELETE for each role. The rows then show the progress; refused ones stay selected. `inUse` are roles that
 * instances run with, or may, and `ending` what to do with them.
 */
export function useDeleteMany(slug: string, roles: Selectable[], onClose: () => void) {
  const router = useRouter();
  const { keep } = useSelection();
  const [done, setDone] = useState<number>();
  const [refused, setRefused] = useState<Refused[]>();

  async function remove(inUse: string[], ending: Ending) {
    setDone(0);
    const inUseQuery = ending === "forget" ? "?leaveAws=true" : "?force=true";
    const answers = await inTurns(roles, async (role) => {
      const query = inUse.includes(role.id) ? inUseQuery : "";
      const answer = await send("DELETE", `/api/v1/workspaces/${slug}/instance-roles/${role.id}${query}`);
      setDone((before = 0) => before + 1);
      // A role deleted already counts as a success.
      return answer.ok || answer.problem.code === "not_found" ? null : { role, problem: answer.problem };
    });
    const told = answers.filter((answer) => answer !== null);
    const going = roles.length - told.length;
    if (going > 0) {
      say(`${counted(going, "role is", "roles are")} being deleted.`);
      router.refresh();
    }
    keep(told.map(({ role }) => role.id));
    if (told.length > 0) setRefused(told);
    else onClose();
  }

  return { remove, done, refused };
}
