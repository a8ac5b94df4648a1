/** Something of which a part has to be chosen before it can be copied. Browser-safe. */

export type Choice = { label: string; body: string };

export type Choices = {
  /** What to choose, as a question. */
  prompt: string;
  /** How many at the least, for the fix to be of use. */
  atLeast: number;
  options: Choice[];
  /** The lines around the chosen ones. */
  head: string;
  tail: string;
};

/** The script of the chosen options, in their order, and of nothing else. */
export function composed({ head, options, tail }: Choices, isChosen: (option: Choice) => boolean): string {
  const chosen = options.filter(isChosen).map(({ body }) => body);
  return [head, ...chosen, tail].join("\n");
}

/** What stands for it while nothing is chosen: comments, which a shell does not run. */
export function blankOf(head: string, { prompt, options }: Pick<Choices, "prompt" | "options">): string {
  const lines = options.flatMap(({ body }) => body.split("\n").map((line) => `# ${line}`));
  return [head, `# ${prompt} Run the lines of those only:`, ...lines].join("\n");
}
