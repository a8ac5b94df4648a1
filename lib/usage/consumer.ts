/** Somebody who runs things with an instance role: what they take, whom the role has to trust, and how it is said. Browser-safe. */
import type { Identifier, Identity } from "./identity.ts";

export type Language = "bash" | "json" | "yaml" | "hcl" | "python" | "sql" | "toml" | "text";
export type Snippet = { title: string; language: Language; body: string };

/** Whom the role's trust policy has to let in. `principal`: an AWS principal of the product's, with an external ID. */
export type Needs = "ec2" | "ecs_tasks" | "principal";

export type Consumer = {
  id: string;
  product: string;
  title: string;
  takes: Identifier;
  needs: Needs;
  /** What people get wrong, in one sentence. */
  note?: string;
  snippets(identity: Identity): Snippet[];
};

/** Keeps the ids' literal types. */
export const consumers = <const T extends readonly Consumer[]>(...all: T) => all;
