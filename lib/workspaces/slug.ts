/** A workspace's name in addresses. Browser-safe. */
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What stands beside the workspaces in an address: a workspace of that name could not be opened. */
const ROUTES = ["api", "docs", "operator", "signin"];

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Whether a new workspace may be called so. */
export function maySlugBeTaken(slug: string): boolean {
  return isSlug(slug) && !ROUTES.includes(slug);
}
