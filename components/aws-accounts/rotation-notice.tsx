import { Notice } from "#components/ui/notice.tsx";

/** Says that a new external ID has to be put into the trust policy. */
export function RotationNotice() {
  return (
    <Notice tone="warn">
      <h2 id="rotation" tabIndex={-1} className="font-medium">
        A new external ID is waiting
      </h2>
      <p className="mt-0.5 max-w-[80ch] text-ink-2">
        The set-up documents below carry it. Apply them, then press Check now. Until a check has passed with
        the new one, the old one keeps working.
      </p>
    </Notice>
  );
}
