import { CopyButton } from "#components/ui/copy-button.tsx";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { Section } from "./section.tsx";

const ATTACHED_BY = { rolecall: "attached by Rolecall", already_there: "was there before" } as const;

const LEFT = {
  none: "A failed registration leaves nothing attached.",
  some: "Rolecall could not take back all that it had added in AWS. Deleting the role here tries again.",
} as const;

/** Lists the required policies and who attached each: a removal detaches only Rolecall's own. */
export function RequiredPolicies({
  role: { requiredPolicies: policies, status, undo },
}: {
  role: InstanceRoleDetail;
}) {
  return (
    <Section id="policies" title="Required policies">
      {policies.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-4 py-2 text-ink-2">
          {status === "FAILED" ? LEFT[undo.willUndo.length > 0 ? "some" : "none"] : "Not attached yet."}
        </p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {policies.map(({ name, arn, attachedBy }) => (
            <li key={arn} className="flex items-center justify-between gap-4 py-2 pr-2 pl-4">
              <div className="min-w-0">
                <p className="font-mono text-sm [overflow-wrap:anywhere]">{name}</p>
                <p className="text-sm text-ink-3">{ATTACHED_BY[attachedBy]}</p>
              </div>
              <CopyButton text={arn} what={`ARN of ${name}`} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
