import { Diff } from "#components/instance-roles/detail/diff.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

/** Lists permissions Rolecall needs that the account's set-up does not include yet. */
export function UpgradeNotice({ upgrade }: { upgrade: NonNullable<AwsAccountView["upgrade"]> }) {
  const { permissions, policies, canChangeItself, diff } = upgrade;
  return (
    <Notice tone="warn">
      <h2 className="font-medium">The set-up of this account can be brought up to date</h2>
      <p className="mt-0.5 max-w-[80ch] text-ink-2">
        The set-up documents say something newer than what is in this account. What works goes on working.
        Apply them again, then press Check now.
      </p>
      <ul className="mt-2 flex flex-col gap-1 text-sm text-ink-2">
        {canChangeItself && (
          <li>
            The connection role is not denied to attach policies to itself; the documents now deny it every
            change of itself.
          </li>
        )}
        {permissions.map(({ action, why }) => (
          <li key={action}>
            <code>{action}</code> {why}
          </li>
        ))}
        {policies.map((name) => (
          <li key={name}>
            <code>{name}</code> has a newer version
          </li>
        ))}
      </ul>
      {diff && (
        <details className="mt-2">
          <summary className="rounded-sm text-sm text-ink-2 hover:text-ink">
            What changes in the connection role's inline policy
          </summary>
          <pre className="mt-2 overflow-x-auto rounded-lg border border-line bg-surface py-2 text-sm">
            <Diff lines={diff} />
          </pre>
        </details>
      )}
    </Notice>
  );
}
