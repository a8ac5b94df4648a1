"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { send } from "#components/send.ts";
import type { CheckView } from "#lib/instance-roles/check-view.ts";
import type { InstanceRoleDetail, InstanceRoleView } from "#lib/instance-roles/view.ts";
import { tellRole } from "../live.ts";
import { ask } from "./asked.ts";

/** The first look tells what is wrong; later ones become rarer, and end. */
const FIRST_MS = 10_000;
const GROWS_BY = 1.15;
const RAREST_MS = 60_000;
const MOST_LOOKS = 60;

/**
 * Asks while the tab is in sight what a registration would come to now. Once that is good after it was not, the role is
 * retried, or, where a check had found it wrong, checked again.
 * @returns when it last looked, ISO 8601
 */
export function useMendWatch(slug: string, role: InstanceRoleDetail, isWatched: boolean): string | undefined {
  const [lookedAt, setLookedAt] = useState<string>();
  const { roleArn } = role;
  const wasActive = role.registration?.status === "SUCCEEDED";
  const roles = `/api/v1/workspaces/${slug}/instance-roles`;

  /** Null: that could not be told. */
  const isInOrder = useEffectEvent(async (): Promise<boolean | null> => {
    const answer = await send<CheckView>("POST", `${roles}/check`, { roleArn });
    if (!answer.ok) return null;
    const { wouldBe, would } = answer.body;
    // What was set up and is missing has to be there again by itself: only Retry may write.
    return wouldBe === "ACTIVE" && (!wasActive || would.length === 0);
  });

  const goOn = useEffectEvent(async () => {
    const { id, status, failure, version } = role;
    const what = wasActive ? "check" : "retry";
    ask(id, { what, before: { status, version, ...(failure && { failure }) } });
    const answer = await send<InstanceRoleView>("POST", `${roles}/${id}/${wasActive ? "verify" : "retry"}`);
    if (answer.ok) tellRole(answer.body);
  });

  useEffect(() => {
    if (!isWatched) return;
    let timer: ReturnType<typeof setTimeout>;
    let isLeft = false;
    let wasBad = false;
    let looks = 0;
    const later = () => {
      timer = setTimeout(look, Math.min(RAREST_MS, FIRST_MS * GROWS_BY ** looks));
    };

    async function look() {
      if (document.visibilityState === "hidden") return later();
      looks++;
      const inOrder = await isInOrder();
      if (isLeft) return;
      setLookedAt(new Date().toISOString());
      if (wasBad && inOrder) return goOn();
      wasBad ||= inOrder === false;
      if (looks < MOST_LOOKS) later();
    }

    later();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [isWatched]);

  return lookedAt;
}
