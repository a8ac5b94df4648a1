/** Tells the event stream which change of the workspace's roles this page knows of, the empty one too. */
export function KnownUpTo({ version }: { version: number }) {
  return <span hidden data-known-up-to={version} />;
}
