export type InputTransformer = { InputPathsMap?: Record<string, string>; InputTemplate: string };

/** Fills an event's values into a template: as JSON where a placeholder stands alone, as text inside quotes. */
export function transform({ InputPathsMap = {}, InputTemplate }: InputTransformer, event: object): string {
  return InputTemplate.replace(/<([\w-]+)>/g, (_, name: string, at: number) => {
    const value = valueAt(event, InputPathsMap[name] ?? "");
    return isQuoted(InputTemplate, at) ? String(value ?? "") : JSON.stringify(value ?? null);
  });
}

/** Returns the value at a path such as `$.detail.eventID`. */
function valueAt(event: object, path: string): unknown {
  const keys = path.split(".").slice(1);
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    event,
  );
}

const isQuoted = (template: string, at: number) =>
  (template.slice(0, at).replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
