import { FlaskConical } from "lucide-react";
import { AWS_MODE, type AwsMode } from "./aws-mode.ts";

/** Shows the AWS mode, so that nobody mistakes the sandbox for an AWS account or the reverse. */
export function ModeBanner({ mode }: { mode: AwsMode }) {
  if (mode === "live") return null;
  return (
    <p className="mb-6 flex items-center gap-2 rounded-lg border border-line border-dashed px-3 py-1.5 text-sm text-ink-2">
      <FlaskConical size={14} className="shrink-0 text-ink-3" aria-hidden />
      {AWS_MODE[mode].sentence}
    </p>
  );
}
