import type { ReactNode } from "react";

/** Renders text with commands, policies and ARNs in a monospaced font. */
export function Prose({ children }: { children: string }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3 [overflow-wrap:anywhere]">
      {blocksOf(children).map(({ kind, lines }, index) => (
        // The blocks of one text never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <Block key={index} kind={kind} lines={lines} />
      ))}
    </div>
  );
}

type Kind = "words" | "item" | "code";
type BlockOf = { kind: Kind; lines: string[] };

function Block({ kind, lines }: BlockOf): ReactNode {
  if (kind === "code") return <code className="block text-sm whitespace-pre-wrap">{lines.join("\n")}</code>;
  if (kind === "words") return <p>{lines.join("\n")}</p>;
  const [number, words] = (lines[0] ?? "").split(/(?<=^\d+\.) /);
  return (
    <p className="flex gap-2">
      <span className="shrink-0 whitespace-nowrap">{number}</span>
      <span className="min-w-0">{words}</span>
    </p>
  );
}

/**
 * Splits text into blocks: lines of one kind form a block, which a blank line ends; each numbered line begins its own.
 */
function blocksOf(text: string): BlockOf[] {
  const blocks: BlockOf[] = [];
  let last: BlockOf | undefined;
  for (const line of text.split("\n")) {
    const kind = kindOf(line);
    if (line.trim() === "") last = undefined;
    else if (last?.kind === kind && kind !== "item") last.lines.push(line);
    else blocks.push((last = { kind, lines: [line] }));
  }
  return blocks;
}

function kindOf(line: string): Kind {
  if (/^(?:aws |\s{2,}\S|arn:\S+$)/.test(line)) return "code";
  return /^\d+\. /.test(line) ? "item" : "words";
}
