import type { Context } from "./context.ts";

const VARIABLE = /\$\{([^}]*)\}/g;

export const hasVariables = (text: string) => text.includes("${");

/**
 * Replaces policy variables: `${aws:username}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}`. Returns undefined where
 * a key is absent and has no default: such a statement cannot match.
 * @param asIs escapes a value, so that wildcards in it match literally
 */
export function substitute(
  text: string,
  context: Context,
  asIs: (value: string) => string = (value) => value,
): string | undefined {
  let complete = true;
  const filled = text.replace(VARIABLE, (_, inside: string) => {
    if (inside === "*" || inside === "?" || inside === "$") return asIs(inside);
    const [key = "", fallback = ""] = inside.split(/,(.*)/s);
    const [value, ...others] = context.get(key.trim().toLowerCase()) ?? [];
    if (value !== undefined && others.length === 0) return asIs(value);
    const quoted = /^\s*'(.*)'\s*$/s.exec(fallback);
    if (!quoted) complete = false;
    return asIs(quoted?.[1] ?? "");
  });
  return complete ? filled : undefined;
}
