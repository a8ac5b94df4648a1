/** A workspace's name in addresses. Browser-safe. */
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}
