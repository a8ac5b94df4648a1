import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type WarningsProps = {
  warnings: InstanceRoleView["warnings"];
  /** The button that withdraws an acceptance, for users who may. */
  takeBack?: ReactNode;
};

/** Lists warnings, which do not stop the role from working. */
export function Warnings({ warnings, takeBack }: WarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {warnings.map(({ code, detail }) => (
        <Notice key={code} tone="warn">
          <p className="max-w-[80ch] [overflow-wrap:anywhere]">{detail}</p>
          {code === "accepted" && takeBack}
        </Notice>
      ))}
    </div>
  );
}
