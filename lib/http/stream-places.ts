/** How many event streams one caller keeps open in this process: each listens, and holds what it has not read yet. */
import { Refusal } from "#lib/errors.ts";
import type { Actor } from "#lib/workspaces/context.ts";

/** Enough for many windows: a tab out of sight keeps none (components/event-source.ts), one in sight one or two. */
const MOST_OF_ONE = 20;

// Next gives route handlers module instances of their own.
const shared = globalThis as { rolecallStreamPlaces?: Map<string, number> };

/** @returns what gives the place back @throws Refusal `rate_limited` where the caller has them all */
export function takeStreamPlace(actor: Actor): () => void {
  shared.rolecallStreamPlaces ??= new Map();
  const taken = shared.rolecallStreamPlaces;
  const key = `${actor.kind} ${actor.kind === "system" ? actor.name : actor.id}`;
  const count = taken.get(key) ?? 0;
  if (count >= MOST_OF_ONE) throw tooMany();
  taken.set(key, count + 1);
  return () => {
    const left = (taken.get(key) ?? 0) - 1;
    if (left > 0) taken.set(key, left);
    else taken.delete(key);
  };
}

function tooMany(): Refusal {
  return new Refusal(
    "rate_limited",
    `You have ${MOST_OF_ONE} event streams open already. Close one, or try again in a moment.`,
    { extra: { retryAfterSeconds: 15 } },
  );
}
