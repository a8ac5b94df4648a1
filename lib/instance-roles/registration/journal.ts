/**
 * How far a run is, told as it happens. Writing never holds up the run: while one write is on its way the next
 * gathers, and what remains is written together with the settlement. A run that was superseded learns it here.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsCall, Caller } from "#lib/aws/call.ts";
import type { RetryPolicy, TransientCause } from "#lib/aws/retry.ts";
import { RegistrationFailed, Superseded } from "#lib/failures/failed.ts";
import type { Step } from "#lib/failures/step.ts";
import type { WaitingFor } from "#lib/waiting/waiting.ts";
import type { StepStatus } from "../status.ts";
import type { Progress, StepRecord } from "./store.ts";

export type Journal = {
  /** Runs a step and writes down when it began, what it waited for, which calls it made and how it ended. */
  step<T>(name: Step, work: (step: StepNotes) => Promise<T>): Promise<T>;
  /** For what is done of a step ahead of it. Nobody sees the step before it runs. */
  ahead(name: Step): StepNotes;
  /** Shows what is waited for before a step can begin. */
  wait<T>(name: Step, waitingFor: WaitingFor, until: Promise<T>): Promise<T>;
  /** The step that failed first. */
  failedStep(): Step | undefined;
  /** What has not been written yet, for the settlement; nothing is written afterwards. */
  close(): Promise<StepRecord[]>;
};

export type StepNotes = {
  /** For the AWS calls of this step. */
  caller: Caller;
  /** Something is being waited for, until the function returned is called. */
  wait(waitingFor: WaitingFor): () => void;
};

type Options = {
  write(progress: Progress): Promise<boolean>;
  retry: RetryPolicy;
  /** Asked before each AWS call. */
  beforeSend?(): Promise<void> | void;
  /** One of many: only what takes long is told on the way. */
  isOneOfMany?: boolean;
  /** The run is not wanted any more. */
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
      // Changes of one moment go together, and the calls of a step go out before its row does.
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
    // The step goes on while this is on its way; what it has noted does not change any more.
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

/** One for all: an error that is made takes as long as a step. */
const CLOSED = new Error("the journal is closed");

/** A thousand roles that settle within a second each are told once, when they have. */
const WORTH_TELLING_AFTER_MS = 1_500;
/** Nobody sees more often how far a run is, and a run of a quarter of a second need not be told in ten writes. */
const NEXT_WRITE_AFTER_MS = 120;
