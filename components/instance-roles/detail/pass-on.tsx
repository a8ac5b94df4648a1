"use client";
import { CopyLink } from "#components/ui/copy-button.tsx";
import { handOverMessage } from "#lib/failures/hand-over.ts";
import type { FailureView } from "#lib/failures/view.ts";

/** Copies the failure as a message, for users who may not change AWS themselves. */
export function PassOn({ about, failure }: { about: string; failure: FailureView }) {
  return (
    <CopyLink text={() => handOverMessage({ about, failure, page: window.location.href })}>
      {failure.actor === "operator" ? "Copy a message for the operator" : "Copy a message for your AWS admin"}
    </CopyLink>
  );
}
