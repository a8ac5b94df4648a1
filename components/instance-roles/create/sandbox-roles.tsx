"use client";
import { StatusIcon } from "../status-icon.tsx";
import { SANDBOX_CHOICES } from "./sandbox-choices.ts";
import { useRegisteredArns } from "./use-registered-arns.ts";

type SandboxRolesProps = { slug: string; accountIds: string[]; onPick: (arn: string) => void };

/** Offers the sandbox's roles to try, except those registered already. */
export function SandboxRoles({ slug, accountIds, onPick }: SandboxRolesProps) {
  const registered = useRegisteredArns(slug);
  const here = SANDBOX_CHOICES.filter(
    ({ arn }) => accountIds.some((accountId) => arn.includes(`::${accountId}:`)) && !registered.has(arn),
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
              <span className="min-w-0 flex-1 font-mono [overflow-wrap:anywhere]">
                {arn.split(":role")[1]}
              </span>
              <span className="text-ink-2">{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
