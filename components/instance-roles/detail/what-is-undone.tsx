import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { inOrder, shortName } from "../undo-words.ts";
import type { Ending } from "./ending-choice.tsx";

type Undo = InstanceRoleDetail["undo"];

type WhatIsUndoneProps = {
  undo: Undo;
  ending: Ending;
  /** A registration is running, and may still add something. */
  inProgress: boolean;
};

/** Lists by name what will be undone and what stays. */
export function WhatIsUndone({ undo: { willUndo, stays }, ending, inProgress }: WhatIsUndoneProps) {
  const isUndone = ending === "undo";
  const items = inOrder(willUndo).map(({ kind, target }) => ({
    key: `${kind} ${target}`,
    words: WORDS[kind](shortName(target), isUndone),
  }));
  return (
    <div className="flex flex-col gap-4">
      {items.length > 0 ? (
        <ItemList
          title={isUndone ? "Will be undone in AWS" : "Stays in AWS, made by Rolecall"}
          items={items}
        />
      ) : (
        <p className="text-ink-2">Rolecall has added nothing in AWS for this role.</p>
      )}
      {inProgress && isUndone && (
        <p className="text-sm text-ink-2">
          The registration at work is stopped, and what it adds until then is taken back too.
        </p>
      )}
      {stays.length > 0 && (
        <ItemList
          title="Was there before and stays"
          items={stays.map((target) => ({ key: target, words: shortName(target) }))}
        />
      )}
      <p className="text-sm text-ink-2">The role itself is never deleted in AWS.</p>
    </div>
  );
}

const WORDS = {
  policy: (name: string, isUndone: boolean) =>
    isUndone ? `Detach policy ${name}` : `Policy ${name} on the role`,
  profile: (name: string, isUndone: boolean) =>
    isUndone ? `Delete instance profile ${name}` : `Instance profile ${name}`,
  role_in_profile: (name: string, isUndone: boolean) =>
    isUndone ? `Take the role out of instance profile ${name}` : `The role in instance profile ${name}`,
} as const satisfies Record<Undo["willUndo"][number]["kind"], (name: string, isUndone: boolean) => string>;

function ItemList({ title, items }: { title: string; items: { key: string; words: string }[] }) {
  return (
    <section>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 flex flex-col gap-1 text-ink-2">
        {items.map(({ key, words }) => (
          <li key={key} className="flex gap-2 [overflow-wrap:anywhere]">
            <span aria-hidden>·</span>
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
