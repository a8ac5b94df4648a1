/** SQL as a tagged template: every value becomes a parameter, and a piece of SQL can stand in another. */

export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }
}

/** sql`select ${column} where id = ${id}`: a piece made by `sql` is taken in, anything else is a parameter. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values);
}

/** The text with $1, $2 … and its parameters. */
export type Compiled = { text: string; values: unknown[] };

export function compile(piece: Sql | Compiled): Compiled {
  if (!(piece instanceof Sql)) return piece;
  const values: unknown[] = [];
  const write = ({ strings, values: given }: Sql): string =>
    strings.reduce((text, string, index) => {
      const value = given[index - 1];
      return text + (value instanceof Sql ? write(value) : `$${values.push(value)}`) + string;
    });
  return { text: write(piece), values };
}
