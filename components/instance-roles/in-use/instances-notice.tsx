import { ChevronRight } from "lucide-react";
import { Notice } from "#components/ui/notice.tsx";
import { counted } from "#lib/counted.ts";
import type { RoleInstances } from "#lib/instance-roles/in-use/view.ts";
import { Fix } from "../detail/fix.tsx";
import { notLookedWords } from "./words.ts";

/** Lists the instances that run with a role, what they lose by its removal, and where Rolecall could not look. */
export function InstancesNotice({ found: { items, notLooked, fixes } }: { found: RoleInstances }) {
  if (items.length + notLooked.length === 0) return null;
  return (
    <Notice tone="warn" live>
      {items.length > 0 && (
        <>
          <p className="font-medium">
            {counted(items.length, "EC2 instance")} {items.length === 1 ? "runs" : "run"} with this role
          </p>
          <p>
            {items.length === 1 ? "It loses" : "They lose"} at once what Rolecall added to the role, if it is
            undone in AWS.
          </p>
          <ul className="mt-2 flex flex-col gap-1">
            {items.map(({ instanceId, name, region, state }) => (
              <li key={`${region} ${instanceId}`} className="[overflow-wrap:anywhere]">
                {name && <span className="font-medium">{name} </span>}
                <span className="font-mono text-sm">{instanceId}</span> in {region}, {state}
              </li>
            ))}
          </ul>
        </>
      )}
      {notLooked.length > 0 && (
        <p className={items.length > 0 ? "mt-2" : ""}>
          Rolecall could not look {items.length > 0 ? "everywhere" : "for machines that run with this role"}:{" "}
          {notLookedWords(notLooked)}
        </p>
      )}
      {fixes
        .filter(({ kind }) => kind === "aws_cli")
        .map((fix) => (
          <details key={fix.title} className="group mt-2">
            <summary className="inline-flex items-center gap-1 rounded-sm font-medium">
              <ChevronRight size={14} aria-hidden className="transition-transform group-open:rotate-90" />
              Take the instance profile off them first
            </summary>
            <div className="mt-2">
              <Fix fix={fix} />
            </div>
          </details>
        ))}
    </Notice>
  );
}
