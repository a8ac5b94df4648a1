import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

/** The result of the account's last check, in one sentence. */
export function Verdict({ account }: { account: Pick<AwsAccountView, "checks" | "checking" | "checkedAt"> }) {
  const { checks, checking, checkedAt } = account;
  if (checking || !checkedAt) return null;
  return (
    <p className="text-ink-2">
      {inWords(checks)} Checked <RelativeTime at={checkedAt} />.
    </p>
  );
}

function inWords(checks: AwsAccountView["checks"]): string {
  const count = (...statuses: string[]) => checks.filter(({ status }) => statuses.includes(status)).length;
  const [failed, warned, untold] = [count("failed"), count("warning"), count("skipped", "waiting")];
  if (failed + warned + untold === 0) return `All ${checks.length} checks passed.`;
  const parts = [
    [failed, "failed"],
    [warned, "to look at"],
    [untold, "not told"],
    [count("passed"), "passed"],
  ] as const;
  return `${parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(", ")}.`;
}
