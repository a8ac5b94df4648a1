/**
 * Records how far a run is and writes it to Postgres. Writes do not hold up the run: changes made during one write go
 * into the next, and the rest is written with the settlement. A refused write tells a superseded run to end.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsCall, Caller } from "#lib/aws/call.ts";
import type { RetryPolicy, TransientCause } from "#lib/aws/retry.ts";
import { RegistrationFailed, Superseded } from "#lib/failures/failed.ts";
import type { Step } from "#lib/failures/step.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import type { WaitingFor } from "#lib/waiting/waiting.ts";
import type { StepStatus } from "../status.ts";
import type { Progress, StepRecord } from "./store.ts";

export type Journal = {
  /** Runs a step and records when it began, what it waited for, which AWS calls it made and how it ended. */
  step<T>(name: Step, work: (step: StepNotes) => Promise<T>): Promise<T>;
  /** Notes for calls that a step makes before it begins. The page does not show the step until it begins. */
  ahead(name: Step): StepNotes;
  /** Shows what the run waits for before the step can begin. */
  wait<T>(name: Step, waitingFor: WaitingFor, until: Promise<T>): Promise<T>;
  /** The first step that failed. */
  failedStep(): Step | undefined;
  /** Returns the steps not yet written, for the settlement; nothing is written afterwards. */
  close(): Promise<StepRecord[]>;
};

export type StepNotes = {
  /** Identifies this step's AWS calls in the journal. */
  caller: Caller;
  /** Shows `waitingFor` until the returned function is called. */
  wait(waitingFor: WaitingFor): () => void;
};

type Options = {
  write(progress: Progress): Promise<boolean>;
  retry: RetryPolicy;
  /** Called before each AWS call. */
  beforeSend?(): Promise<void> | void;
  /** Called when an AWS call has ended. */
  onCall?(call: AwsCall): void;
  /** Part of an import: intermediate writes are made only when the run takes long. */
  isOneOfMany?: boolean;
  /** Called when another attempt or run has replaced this one. */
  onSuperseded(error: Superseded): void;
  onWriteFailed(error: unknown): void;
};

export function openJournal(options: Options): Journal {
  const began = performance.now();
  const epoch = Date.now() - began;
  const records = new Map<Step, StepRecord>();
  const begunAhead = new Map<Step, StepRecord>();
  const unwritten = new Set<Step>();
  let writing: Promise<void> | undefined;
  const closing = new AbortController();

  const changed = (record: StepRecord) => {
    if (records.get(record.name) !== record) return;
    unwritten.add(record.name);
    if (!closing.signal.aborted) writing ??= writeUntilDone();
  };

  async function writeUntilDone() {
    try {
      if (options.isOneOfMany) await pause(WORTH_TELLING_AFTER_MS);
      // Changes made in the same turn are written together, and a step's AWS calls are sent before its row is written.
      else await new Promise((resolve) => setImmediate(resolve));
      while (unwritten.size > 0 && !closing.signal.aborted) {
        if (!(await options.write(snapshot()))) options.onSuperseded(new Superseded());
        await pause(NEXT_WRITE_AFTER_MS);
      }
    } catch (error) {
      options.onWriteFailed(error);
    } finally {
      writing = undefined;
    }
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: closing.signal }).catch(() => {});

  function snapshot(): Progress {
    const steps = take();
    const all = [...records.values()];
    const waiting = all.find(({ status }) => status === "WAITING");
    const current =
      waiting ?? all.findLast(({ status }) => status === "RUNNING") ?? (all.at(-1) as StepRecord);
    return {
      step: current.name,
      ...(waiting?.waitingFor && { waitingFor: waiting.waitingFor, waitingSince: waiting.waitingSince }),
      steps,
    };
  }

  function take(): StepRecord[] {
    // The step may go on during the write: what is written is a copy.
    const steps = [...unwritten].map((name) => {
      const record = records.get(name) as StepRecord;
      return { ...record, awsCalls: [...record.awsCalls] };
    });
    unwritten.clear();
    return steps;
  }

  const fresh = (name: Step): StepRecord => ({
    name,
    status: "RUNNING",
    startedAt: epoch + performance.now(),
    awsCalls: [],
  });

  const begin = (name: Step): StepRecord => {
    const record = begunAhead.get(name) ?? fresh(name);
    records.set(name, record);
    changed(record);
    return record;
  };

  return {
    async wait(name, waitingFor, until) {
      const stop = notesOf(begin(name)).wait(waitingFor);
      try {
        return await until;
      } finally {
        stop();
      }
    },
    failedStep: () => [...records.values()].find(({ status }) => status === "FAILED")?.name,
    ahead(name) {
      const record = fresh(name);
      begunAhead.set(name, record);
      return notesOf(record);
    },
    async step(name, work) {
      const record = begin(name);
      const end = (status: StepStatus) => {
        record.status = status;
        record.durationMs = Math.round(epoch + performance.now() - record.startedAt);
        const outcome = status === "DONE" ? "done" : "failed";
        metrics().stepSeconds.observe({ step: name, outcome }, record.durationMs / 1_000);
        delete record.waitingFor;
        delete record.waitingSince;
        changed(record);
      };
      try {
        const value = await work(notesOf(record));
        end("DONE");
        return value;
      } catch (error) {
        end(error instanceof RegistrationFailed && error.failure.step !== name ? "DONE" : "FAILED");
        throw error;
      }
    },
    async close() {
      closing.abort(CLOSED);
      await writing;
      return take();
    },
  };

  function notesOf(record: StepRecord): StepNotes {
    const waits: WaitingFor[] = [];
    const show = () => {
      const [current] = waits;
      record.status = current ? "WAITING" : "RUNNING";
      if (!current) delete record.waitingFor;
      if (!current) delete record.waitingSince;
      if (current && !Object.is(record.waitingFor, current)) {
        record.waitingFor = current;
        record.waitingSince = Date.now();
      }
      changed(record);
    };
    const wait = (waitingFor: WaitingFor) => {
      waits.push(waitingFor);
      show();
      return () => {
        waits.splice(waits.indexOf(waitingFor), 1);
        show();
      };
    };
    const record_ = ({ at, ...call }: AwsCall) => {
      options.onCall?.({ at, ...call });
      record.awsCalls.push({ ...call, at: Math.round((at - began) * 10) / 10 });
    };
    const onWait = (cause: TransientCause, action: string) => wait({ kind: cause, what: action });
    const { retry, beforeSend } = options;
    return {
      wait,
      caller: { retry: { ...retry, onWait }, record: record_, ...(beforeSend && { beforeSend }) },
    };
  }
}

/** Created once, because creating an Error with its stack is expensive. */
const CLOSED = new Error("the journal is closed");

/** Intermediate progress of an import's role is written only after this time, so that quick ones cause one write. */
const WORTH_TELLING_AFTER_MS = 1_500;
/** The shortest time between two progress writes. */
const NEXT_WRITE_AFTER_MS = 120;
