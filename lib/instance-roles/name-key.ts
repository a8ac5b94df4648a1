/** By what names count as the same: without case, and however their letters are composed. Browser-safe. */
export function nameKeyOf(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
