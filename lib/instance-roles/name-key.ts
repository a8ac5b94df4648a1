/** Returns the key by which names count as equal: lower case, with composed letters (Unicode NFC). Browser-safe. */
export function nameKeyOf(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
