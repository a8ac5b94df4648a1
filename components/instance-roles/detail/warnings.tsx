import { Notice } from "#components/ui/notice.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

/** What is worth knowing and does not stop the role from working. */
export function Warnings({ warnings }: { warnings: InstanceRoleView["warnings"] }) {
  if (warnings.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {warnings.map(({ code, detail }) => (
        <Notice key={code} tone="warn">
          <p className="max-w-[80ch] [overflow-wrap:anywhere]">{detail}</p>
        </Notice>
      ))}
    </div>
  );
}
