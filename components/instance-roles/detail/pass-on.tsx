"use client";
import { CopyLink } from "#components/ui/copy-button.tsx";
import { handOverMessage } from "#lib/failures/hand-over.ts";
import type { FailureView } from "#lib/failures/view.ts";

/** Most who register a role may not change AWS themselves: the whole matter as a message to whoever may. */
export function PassOn({ about, failure }: { about: string; failure: FailureView }) {
  return (
    <CopyLink text={() => handOverMessage({ about, failure, page: window.location.href })}>
      {failure.actor === "operator" ? "Copy a message for the operator" : "Copy a message for your AWS admin"}
    </CopyLink>
  );
}
