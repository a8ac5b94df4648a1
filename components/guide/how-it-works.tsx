/** The one picture: whose account it is, what Rolecall does in it, and what a machine gets. Drawn in the page's colours. */
export function HowItWorks() {
  return (
    <figure>
      <svg viewBox="0 0 480 250" className="w-full rounded-lg border border-line bg-sunken" aria-hidden>
        <defs>
          <marker
            id="guide-arrow"
            viewBox="0 0 8 8"
            refX={7}
            refY={4}
            markerWidth={7}
            markerHeight={7}
            orient="auto"
          >
            <path d="M0 0 8 4 0 8Z" className="fill-accent" />
          </marker>
        </defs>
        <Box x={12} y={92} w={92} title="Rolecall" />
        <rect x={150} y={14} width={318} height={222} rx={8} className="fill-surface stroke-line" />
        <text x={164} y={36} className="fill-ink-3 text-[12px]">
          Your AWS account
        </text>
        <Box x={164} y={92} w={92} title="Connection" second="role" />
        <Box x={322} y={50} w={132} title="Your role" second="+ required policies" accent />
        <Box x={322} y={120} w={132} title="Instance profile" second="holds the role" />
        <Box x={322} y={186} w={132} title="EC2 machines" second="run as your role" />
        <Arrow d="M104 114h54" />
        <text x={127} y={88} textAnchor="middle" className="fill-ink-3 text-[10px]">
          external ID
        </text>
        <Arrow d="M256 106c30 0 30-34 60-34" />
        <Arrow d="M256 120c30 0 30 22 60 22" />
        <Arrow d="M388 94v20" />
        <Arrow d="M388 164v16" />
      </svg>
      <figcaption className="mt-2 text-ink-2">
        The role is yours and stays yours. Rolecall comes in through the connection role, attaches what
        machines need, checks that EC2 may use the role, and can undo all it added.
      </figcaption>
    </figure>
  );
}

type BoxProps = { x: number; y: number; w: number; title: string; second?: string; accent?: boolean };

function Box({ x, y, w, title, second, accent = false }: BoxProps) {
  return (
    <>
      <rect
        x={x}
        y={y}
        width={w}
        height={44}
        rx={6}
        className={accent ? "fill-accent-soft stroke-accent" : "fill-bg stroke-line-field"}
      />
      <text
        x={x + w / 2}
        y={second ? y + 19 : y + 27}
        textAnchor="middle"
        className="fill-ink text-[12px] font-medium"
      >
        {title}
      </text>
      {second && (
        <text x={x + w / 2} y={y + 34} textAnchor="middle" className="fill-ink-2 text-[11px]">
          {second}
        </text>
      )}
    </>
  );
}

function Arrow({ d }: { d: string }) {
  return <path d={d} className="fill-none stroke-accent" strokeWidth={1.6} markerEnd="url(#guide-arrow)" />;
}
