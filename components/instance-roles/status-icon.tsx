/** Each status has an icon of its own, so that colour is never the only difference. */
import type { Status, StepStatus } from "#lib/instance-roles/status.ts";

export type Shape = "tick-disc" | "tick" | "undo" | "cross" | "half" | "dashes" | "ring" | "dash" | "clock";

const SHAPE = {
  "tick-disc": (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.1L7.2 10.9 4.5 8.3l1-1.1 1.6 1.5 3.4-3.7 1.1 1.1Z"
    />
  ),
  tick: <path d="m3 8.5 3.3 3.3L13 4.8" {...stroke(2)} />,
  undo: <path d="M5.5 3 2.5 6l3 3M2.8 6h6.4a3.6 3.6 0 0 1 0 7.2H6" {...stroke(1.6)} />,
  cross: <path d="m3.5 3.5 9 9m0-9-9 9" {...stroke(2.4)} />,
  half: (
    <g className="spin">
      <circle cx="8" cy="8" r="6" {...stroke(2)} />
      <path fill="currentColor" d="M8 2a6 6 0 0 1 0 12Z" />
    </g>
  ),
  dashes: <circle cx="8" cy="8" r="6" {...stroke(2)} strokeDasharray="3 3.28" className="spin" />,
  ring: <circle cx="8" cy="8" r="5" {...stroke(1.5)} />,
  dash: <path d="M4 8h8" {...stroke(1.5)} />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" {...stroke(1.8)} />
      <path d="M8 4.8V8l2.2 1.6" {...stroke(1.8)} />
    </>
  ),
} as const satisfies Record<Shape, React.ReactNode>;

function stroke(width: number) {
  return {
    fill: "none",
    stroke: "currentColor",
    strokeWidth: width,
    strokeLinecap: "round",
    strokeLinejoin: "round",
  } as const;
}

const STATUS = {
  ACTIVE: { shape: "tick-disc", className: "text-ok" },
  FAILED: { shape: "cross", className: "text-bad" },
  REGISTERING: { shape: "half", className: "text-accent" },
  DELETING: { shape: "dashes", className: "text-ink-3" },
} as const satisfies Record<Status, { shape: Shape; className: string }>;

const STEP = {
  PENDING: { shape: "ring", className: "text-ink-3" },
  RUNNING: { shape: "half", className: "text-accent" },
  WAITING: { shape: "clock", className: "text-warn" },
  DONE: { shape: "tick", className: "text-ok" },
  FAILED: { shape: "cross", className: "text-bad" },
  SKIPPED: { shape: "dash", className: "text-ink-3" },
} as const satisfies Record<StepStatus, { shape: Shape; className: string }>;

export function StatusIcon({ status }: { status: Status }) {
  return <Icon {...STATUS[status]} />;
}

export function StepIcon({ status }: { status: StepStatus }) {
  return <Icon {...STEP[status]} />;
}

/** The icon of a step whose changes in AWS were undone. */
export function UndoneIcon() {
  return <Icon shape="undo" className="text-ink-3" />;
}

/** An icon by itself, for statuses of other things. */
export function Icon({ shape, className }: { shape: Shape; className: string }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className={`shrink-0 ${className}`}>
      {SHAPE[shape]}
    </svg>
  );
}
