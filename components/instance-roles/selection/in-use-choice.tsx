"use client";
import { Notice } from "#components/ui/notice.tsx";
import { counted } from "#lib/counted.ts";
import { type Ending, EndingChoice } from "../detail/ending-choice.tsx";
import { notLookedWords } from "../in-use/words.ts";
import type { ReadRole } from "./read-roles.ts";

type InUseChoiceProps = { inUse: ReadRole[]; ending: Ending; onChange: (ending: Ending) => void };

/** Lists roles that instances run with, or may, and asks what to do with them. */
export function InUseChoice({ inUse, ending, onChange }: InUseChoiceProps) {
  return (
    <>
      <Notice tone="warn" live>
        <p className="font-medium">
          Machines run with {counted(inUse.length, "of these roles", "of these roles")}, or may
        </p>
        <p>They lose at once what Rolecall added, if it is undone in AWS.</p>
        <ul className="mt-2 flex flex-col gap-1">
          {inUse.map(({ role, instances }) => (
            <li key={role.id} className="[overflow-wrap:anywhere]">
              <span className="font-medium">{role.name}</span>: {machines(instances)}
            </li>
          ))}
        </ul>
      </Notice>
      <EndingChoice ending={ending} order={["forget", "undo"]} onChange={onChange} />
    </>
  );
}

function machines(instances: ReadRole["instances"]): string {
  const { items = [], notLooked = [] } = instances ?? {};
  const named = items.map(({ name, instanceId, region }) => `${name ?? instanceId} in ${region}`);
  const unseen = notLooked.length > 0 ? `not looked everywhere (${notLookedWords(notLooked)})` : "";
  return [...named, ...(unseen ? [unseen] : [])].join(", ");
}
