/**
 * A product that runs things with an instance role: the values it takes, the principal the role has to trust, and its
 * snippets. Browser-safe.
 */
import type { Identifier, Identity } from "./identity.ts";

export type Language = "bash" | "json" | "yaml" | "hcl" | "python" | "sql" | "toml" | "text";
export type Snippet = { title: string; language: Language; body: string };

/** The principal that the role has to trust. `principal`: an AWS principal of the product's, with an external ID. */
export type Needs = "ec2" | "ecs_tasks" | "principal";

export type Consumer = {
  id: string;
  product: string;
  title: string;
  takes: Identifier;
  needs: Needs;
  /** A common mistake, in one sentence. */
  note?: string;
  snippets(identity: Identity): Snippet[];
};

/** Keeps the ids' literal types. */
export const consumers = <const T extends readonly Consumer[]>(...all: T) => all;
