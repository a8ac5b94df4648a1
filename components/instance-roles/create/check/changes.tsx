import { Check, Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { CheckView } from "#lib/instance-roles/check-view.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";

/** Shows what was found, what registering would write in AWS, and what exists already. */
export function Changes({ view: { found, would, alreadyThere, wouldBe } }: { view: CheckView }) {
  if (!found) return null;
  const { roleId, permissionsBoundaryArn: boundary } = found;
  return (
    <div className="rounded-lg border border-line bg-sunken px-4 py-3">
      <h4 className="font-medium">{titleOf(would.length === 0, wouldBe)}</h4>
      <ul className="mt-1.5 flex flex-col gap-1 text-sm text-ink-2">
        {would.map(({ kind, target }) => (
          <Line key={`${kind} ${target}`} isToDo>
            {WOULD[kind]} <Name of={target} />
          </Line>
        ))}
        {alreadyThere.map(({ kind, target }) => (
          <Line key={`${kind} ${target}`}>
            {THERE[kind]} <Name of={target} />
          </Line>
        ))}
      </ul>
      <p className="mt-2 text-sm text-ink-3">
        Found the role with the ID <span className="font-mono break-all">{roleId}</span>
        {boundary && (
          <>
            , limited by the permissions boundary <Name of={boundary} />
          </>
        )}
        .
      </p>
    </div>
  );
}

const WOULD = {
  attach_policy: "Attach",
  create_profile: "Make the instance profile",
  add_role_to_profile: "Put the role into the instance profile",
} as const satisfies Record<CheckView["would"][number]["kind"], string>;

const THERE = {
  policy: "Attached already:",
  profile: "There already: the instance profile",
  role_in_profile: "The role is already in the instance profile",
} as const satisfies Record<CheckView["alreadyThere"][number]["kind"], string>;

function titleOf(isInPlace: boolean, wouldBe: CheckView["wouldBe"]): string {
  if (isInPlace) return "Everything is in place, and nothing would be changed";
  return wouldBe === "ACTIVE" ? "What would be changed" : "What would be changed, once it can be";
}

const Name = ({ of }: { of: string }) => (
  <span className="font-mono break-all text-ink">{nameInArn(of)}</span>
);

function Line({ isToDo = false, children }: { isToDo?: boolean; children: ReactNode }) {
  const Icon = isToDo ? Plus : Check;
  return (
    <li className="flex gap-2">
      <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${isToDo ? "text-accent" : "text-ok"}`} />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
