/** Tells the event stream the version of the workspace's roles that this page shows, also when it is empty. */
export function KnownUpTo({ version }: { version: number }) {
  return <span hidden data-known-up-to={version} />;
}
