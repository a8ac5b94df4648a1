"use client";
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

/** Without a network the page stands still, and looks as if nothing had changed. */
export function OfflineNotice() {
  const isOffline = useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  );
  return (
    <output className="empty:hidden">
      {isOffline && (
        <span className="mb-6 flex items-center gap-2 rounded-lg border border-warn-line bg-warn-soft px-3 py-1.5 text-sm">
          <WifiOff size={14} className="shrink-0 text-warn" aria-hidden />
          This browser is offline. What you see may be old; it goes on by itself when the network is back.
        </span>
      )}
    </output>
  );
}

function subscribe(listener: () => void): () => void {
  const left = new AbortController();
  for (const event of ["online", "offline"])
    window.addEventListener(event, listener, { signal: left.signal });
  return () => left.abort();
}
