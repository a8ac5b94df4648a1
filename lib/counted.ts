/** Returns a count with its noun: `1 role`, `2,300 roles`. Browser-safe. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
