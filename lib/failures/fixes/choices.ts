/** A script of which parts have to be chosen before it can be copied. Browser-safe. */

export type Choice = { label: string; body: string };

export type Choices = {
  /** The question above the choices. */
  prompt: string;
  /** The least number of choices with which the fix is useful. */
  atLeast: number;
  options: Choice[];
  /** The lines before the chosen ones. */
  head: string;
  tail: string;
};

/** Returns the script with the chosen options in order, and no others. */
export function composed({ head, options, tail }: Choices, isChosen: (option: Choice) => boolean): string {
  const chosen = options.filter(isChosen).map(({ body }) => body);
  return [head, ...chosen, tail].join("\n");
}

/** Returns the script before anything is chosen: comments, which a shell does not run. */
export function blankOf(head: string, { prompt, options }: Pick<Choices, "prompt" | "options">): string {
  const lines = options.flatMap(({ body }) => body.split("\n").map((line) => `# ${line}`));
  return [head, `# ${prompt} Run the lines of those only:`, ...lines].join("\n");
}
