import { ChevronRight } from "lucide-react";
import { CopyTextButton } from "#components/ui/copy-button.tsx";
import { counted } from "#lib/counted.ts";
import type { InstanceView } from "#lib/instances/view.ts";
import { revokeCommand } from "./revoke-command.ts";

/** Before anything is changed: which machines lose what, and what they keep for a while all the same. */
export function WhatIsLost({ chosen }: { chosen: InstanceView[] }) {
  const carrying = chosen.filter(({ instanceProfileArn }) => instanceProfileArn);
  const byRole = Map.groupBy(carrying, nameOfCarried);
  const without = chosen.length - carrying.length;
  const roleArns = [...new Set(carrying.flatMap(({ roleArn }) => roleArn ?? []))];
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-sunken px-4 py-3">
      <ul className="flex list-disc flex-col gap-1 pl-4 [overflow-wrap:anywhere]">
        {[...byRole].map(([name, machines]) => (
          <li key={name}>
            {counted(machines.length, "machine")} {machines.length === 1 ? "loses" : "lose"} what{" "}
            <strong className="font-medium">{name}</strong> may reach.
          </li>
        ))}
        {without > 0 && (
          <li>
            {counted(without, "machine")} {without === 1 ? "has" : "have"} no role and{" "}
            {without === 1 ? "loses" : "lose"} nothing.
          </li>
        )}
      </ul>
      {carrying.length > 0 && (
        <p className="text-ink-2">
          Not at once: credentials that are on a machine already live on until they expire, which takes up to
          some hours. Taking a role off is not revoking it.
        </p>
      )}
      {roleArns.length > 0 && <Revoke roleArns={roleArns} />}
    </div>
  );
}

const nameOfCarried = ({ roleName, instanceProfileArn = "" }: InstanceView) =>
  roleName ?? `the instance profile ${instanceProfileArn.split(":instance-profile/").at(-1)}`;

function Revoke({ roleArns }: { roleArns: string[] }) {
  const command = revokeCommand(roleArns);
  return (
    <details className="group">
      <summary className="inline-flex items-center gap-1 rounded-sm font-medium">
        <ChevronRight size={14} aria-hidden className="transition-transform group-open:rotate-90" />
        End those credentials as well
      </summary>
      <p className="mt-2 text-ink-2">
        Run this once the change has ended. Its price: it ends the sessions of every machine that runs with
        the role, not of these alone. The others get new credentials at their next renewal, which may take an
        hour; until then they reach nothing.
      </p>
      <div className="mt-2 flex flex-col items-start gap-2">
        <pre className="max-w-full rounded-lg bg-bg p-3 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {command}
        </pre>
        <CopyTextButton text={command} what="AWS CLI command" />
      </div>
    </details>
  );
}
