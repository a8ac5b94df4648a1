/** A button that replaces the typed text with an ARN. */
export function UseArn({ arn, onUse }: { arn: string; onUse: (arn: string) => void }) {
  return (
    <button
      type="button"
      onClick={() => onUse(arn)}
      className="w-fit rounded-sm text-left break-all text-accent hover:underline"
    >
      Use <span className="font-mono">{arn}</span>
    </button>
  );
}
