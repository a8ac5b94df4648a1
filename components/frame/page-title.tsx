/** The document's title, for a page that Next takes no metadata of. React puts it into the head. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · Rolecall`}</title>;
}
