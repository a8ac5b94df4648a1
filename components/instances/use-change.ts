"use client";
import { useEffect, useState } from "react";
import { send } from "#components/send.ts";
import type { ChangeView } from "#lib/instances/change/view.ts";

const LOOK_EVERY_MS = 1_000;

/** A change as it goes on; `onSettled` is called once, when it has ended while somebody watched. */
export function useChange(path: string | undefined, onSettled: () => void) {
  const [change, setChange] = useState<ChangeView>();
  const isRunning = change?.status === "RUNNING";
  const isWanted = path !== undefined && (change === undefined || isRunning);
  useEffect(() => {
    if (!isWanted || !path) return;
    const look = async () => {
      const answer = await send<ChangeView>("GET", path);
      if (!answer.ok) return;
      setChange(answer.body);
      if (answer.body.status === "SETTLED" && isRunning) onSettled();
    };
    const timer = setTimeout(look, change ? LOOK_EVERY_MS : 0);
    return () => clearTimeout(timer);
  }, [path, isWanted, isRunning, change, onSettled]);
  return { change, setChange };
}
