import { Fragment } from "react";

/** Shows an ARN or id in full, broken between its parts where there is no room. */
export function Arn({ children, className = "" }: { children: string; className?: string }) {
  const parts = children.split(/(?<=[:/])/);
  return (
    <code className={`text-sm [overflow-wrap:anywhere] ${className}`}>
      {parts.map((part, index) => (
        // The parts of one text never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
