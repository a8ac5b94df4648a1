/** Writes the results of a running check. Results that arrive during a write are combined into the next. */
import { log } from "#lib/log.ts";
import type { CheckName, StoredCheck } from "./checks/finding.ts";

export type Progress = {
  report(check: StoredCheck): void;
  /** Nothing is written afterwards. */
  close(): Promise<void>;
};

export function openProgress(write: (checks: StoredCheck[]) => Promise<unknown>): Progress {
  const checks = new Map<CheckName, StoredCheck>();
  let writing: Promise<void> | undefined;
  const state = { isDirty: false, isClosed: false };

  async function writeUntilDone() {
    // Findings of one moment go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (state.isDirty && !state.isClosed) {
      state.isDirty = false;
      // What is not shown on the way is shown at the end.
      await write([...checks.values()]).catch((error: unknown) =>
        log.warn({ err: error }, "the progress of a check was not written"),
      );
    }
    writing = undefined;
  }

  return {
    report(check) {
      checks.set(check.name, check);
      state.isDirty = true;
      if (!state.isClosed) writing ??= writeUntilDone();
    },
    async close() {
      state.isClosed = true;
      await writing;
    },
  };
}
