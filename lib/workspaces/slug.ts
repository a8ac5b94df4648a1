/** A workspace's name in URLs. Browser-safe. */
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Paths beside the workspaces: a workspace with such a slug could not be opened. */
const ROUTES = ["api", "docs", "operator", "signin"];

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Whether a new workspace may have this slug. */
export function maySlugBeTaken(slug: string): boolean {
  return isSlug(slug) && !ROUTES.includes(slug);
}
