import type { Context } from "./context.ts";

const VARIABLE = /\$\{([^}]*)\}/g;

export const hasVariables = (text: string) => text.includes("${");

/**
 * Puts the request's values for `${aws:username}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}`.
 * Undefined where a key is absent and has no default: such a statement cannot match.
 * A value with a wildcard in it is taken as it is, not as a pattern; so it cannot match more than itself.
 */
export function substitute(text: string, context: Context): string | undefined {
  let complete = true;
  const filled = text.replace(VARIABLE, (_, inside: string) => {
    if (inside === "*" || inside === "?" || inside === "$") return inside;
    const [key = "", fallback = ""] = inside.split(/,(.*)/s);
    const [value, ...others] = context.get(key.trim().toLowerCase()) ?? [];
    if (value !== undefined && others.length === 0) return value;
    const quoted = /^\s*'(.*)'\s*$/s.exec(fallback);
    if (!quoted) complete = false;
    return quoted?.[1] ?? "";
  });
  return complete ? filled : undefined;
}
