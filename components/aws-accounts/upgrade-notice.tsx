import { Notice } from "#components/ui/notice.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

/** What Rolecall has come to need since the account was set up. */
export function UpgradeNotice({ upgrade }: { upgrade: NonNullable<AwsAccountView["upgrade"]> }) {
  const { permissions, policies } = upgrade;
  return (
    <Notice tone="warn">
      <h2 className="font-medium">The set-up of this account can be brought up to date</h2>
      <p className="mt-0.5 max-w-[80ch] text-ink-2">
        Rolecall has come to need more than was set up here. What works goes on working. Apply the set-up
        documents below again, then press Check now.
      </p>
      <ul className="mt-2 flex flex-col gap-1 text-sm text-ink-2">
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
    </Notice>
  );
}
