/** Describes what a removal undoes in AWS. Browser-safe. */
import { counted } from "#lib/counted.ts";
import type { UndoView } from "#lib/instance-roles/view.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";

type Undone = UndoView["willUndo"][number];

const ORDER = ["policy", "role_in_profile", "profile"] as const satisfies Undone["kind"][];

/** Sorts by the order of the undo. A deleted profile includes the removal of its role, which is left out. */
export function inOrder(willUndo: Undone[]): Undone[] {
  const deleted = willUndo.filter(({ kind }) => kind === "profile").map(({ target }) => target);
  return willUndo
    .filter(({ kind, target }) => kind !== "role_in_profile" || !deleted.includes(target))
    .toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}

/** Returns `rolecall/etl` for an instance profile's ARN, with its path; the bare name for anything else. */
export function shortName(target: string): string {
  return target.split(":instance-profile/")[1] ?? nameInArn(target);
}

/** Returns e.g. "Detach A and B; delete instance profile rolecall/etl. C was there before and stays." */
export function undoSentence({ willUndo, stays }: UndoView): string {
  const parts = ORDER.flatMap((kind) => {
    const names = named(inOrder(willUndo), kind);
    return names.length ? [VERB[kind](joined(names))] : [];
  });
  const undone = parts.length ? sentence(parts.join("; ")) : "Rolecall has added nothing in AWS for it.";
  if (stays.length === 0) return undone;
  return `${undone} ${joined(stays.map(shortName))} ${stays.length === 1 ? "was there before and stays" : "were there before and stay"}.`;
}

/** Returns totals for many roles: "Detach 8 policies from 2 roles; delete 2 instance profiles." */
export function undoInSum(undos: UndoView[]): string {
  const each = undos.map(({ willUndo }) => inOrder(willUndo));
  const count = (kind: Undone["kind"]) => each.flatMap((undone) => named(undone, kind)).length;
  const rolesWithPolicies = each.filter((undone) => named(undone, "policy").length > 0).length;
  const [policies, taken, profiles] = [count("policy"), count("role_in_profile"), count("profile")];
  const parts = [
    policies > 0 &&
      `detach ${counted(policies, "policy", "policies")} from ${counted(rolesWithPolicies, "role")}`,
    taken > 0 &&
      `take ${counted(taken, "role")} out of ${taken === 1 ? "its instance profile" : "their instance profiles"}`,
    profiles > 0 && `delete ${counted(profiles, "instance profile")}`,
  ].filter((part) => part !== false);
  return parts.length ? sentence(parts.join("; ")) : "Rolecall has added nothing in AWS for them.";
}

const VERB = {
  policy: (names: string) => `detach ${names}`,
  role_in_profile: (names: string) => `take the role out of instance profile ${names}`,
  profile: (names: string) => `delete instance profile ${names}`,
} as const satisfies Record<Undone["kind"], (names: string) => string>;

const named = (undone: Undone[], wanted: Undone["kind"]) =>
  undone.filter(({ kind }) => kind === wanted).map(({ target }) => shortName(target));

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
