"use client";
import { StatusIcon } from "../status-icon.tsx";

/** Roles of the sandbox's seed, for who has no ARN at hand. A browser test registers each of them. */
export const SANDBOX_ROLES = [
  { arn: "arn:aws:iam::418295702613:role/team/data/etl-nightly", leadsTo: "ACTIVE", what: "becomes Active" },
  { arn: "arn:aws:iam::418295702613:role/lambda-loader", leadsTo: "FAILED", what: "EC2 may not assume it" },
  { arn: "arn:aws:iam::418295702613:role/ten-teams", leadsTo: "FAILED", what: "no room for more policies" },
  {
    arn: "arn:aws:iam::418295702613:role/storage-only",
    leadsTo: "FAILED",
    what: "a boundary takes too much away",
  },
] as const;

type SandboxRolesProps = { accountIds: string[]; onPick: (arn: string) => void };

export function SandboxRoles({ accountIds, onPick }: SandboxRolesProps) {
  const here = SANDBOX_ROLES.filter(({ arn }) =>
    accountIds.some((accountId) => arn.includes(`::${accountId}:`)),
  );
  if (here.length === 0) return null;
  return (
    <section aria-labelledby="sandbox-roles">
      <h3 id="sandbox-roles" className="mb-1.5 text-sm text-ink-3">
        Sandbox roles to try
      </h3>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {here.map(({ arn, leadsTo, what }) => (
          <li key={arn}>
            <button
              type="button"
              onClick={() => onPick(arn)}
              className="flex w-full items-center gap-2 rounded-lg px-3 py-1.5 text-left text-sm -outline-offset-2 hover:bg-hover"
            >
              <StatusIcon status={leadsTo} />
              <span className="min-w-0 flex-1 truncate font-mono">{arn.split(":role")[1]}</span>
              <span className="text-ink-2">{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
