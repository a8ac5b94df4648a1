import { Fragment } from "react";

/** An ARN or an id in full; where it has no room it breaks between its parts rather than inside a word. */
export function Arn({ children, className = "" }: { children: string; className?: string }) {
  const parts = children.split(/(?<=[:/])/);
  return (
    <code className={`text-sm [overflow-wrap:anywhere] ${className}`}>
      {parts.map((part, index) => (
        // Parts of one text: they never move.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
