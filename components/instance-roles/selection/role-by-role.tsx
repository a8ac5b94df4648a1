import { undoSentence } from "../undo-words.ts";
import type { ReadRole } from "./read-roles.ts";

type RoleByRoleProps = { read: ReadRole[]; isForgotten: (each: ReadRole) => boolean };

/** Lists what happens to each role to be deleted. */
export function RoleByRole({ read, isForgotten }: RoleByRoleProps) {
  return (
    <ul aria-label="Role by role" className="divide-y divide-line rounded-lg border border-line">
      {read.map((each) => (
        <li key={each.role.id} className="px-4 py-2 [overflow-wrap:anywhere]">
          <p className="font-medium">{each.role.name}</p>
          <p className="text-sm text-ink-2">{wordsFor(each, isForgotten(each))}</p>
        </li>
      ))}
    </ul>
  );
}

function wordsFor({ role, undo }: ReadRole, isForgotten: boolean): string {
  if (!undo) return "It is not here any more.";
  if (isForgotten) return "It is forgotten; in AWS everything stays as it is.";
  const stopped =
    role.status === "REGISTERING"
      ? " Its registration is stopped, and what it adds until then is taken back too."
      : "";
  return `${undoSentence(undo)}${stopped}`;
}
