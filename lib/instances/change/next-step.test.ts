/** What is done with an instance next, from what EC2 shows of it. */
import { describe, expect, test } from "vitest";
import type { Association } from "#lib/aws/ec2/association.ts";
import type { ChangeItem } from "./item.ts";
import { nextStep } from "./next-step.ts";

const ID = "i-0123456789abcdef0";
const NODES = { arn: "arn:aws:iam::123456789012:instance-profile/nodes", id: "AIPANEW" };
const WANTED: ChangeItem = { instanceId: ID, wanted: NODES };
const OFF: ChangeItem = { instanceId: ID, wanted: null };

const machine = (state = "running") => ({ id: ID, state, type: "m7i.large", zone: "eu-west-1a" });

const on = (more: Partial<Association> = {}): Association => ({
  id: "iip-assoc-1",
  instanceId: ID,
  profileArn: "arn:aws:iam::123456789012:instance-profile/old",
  profileId: "AIPAOLD",
  state: "associated",
  ...more,
});

const step = (item: ChangeItem, state: string, ...associations: Association[]) =>
  nextStep(item, { instance: machine(state), associations });

const taken = { association: { id: "iip-assoc-1", profileArn: on().profileArn, profileId: "AIPAOLD" } };

describe("attaching", () => {
  test("associates where nothing is on, running or stopped", () => {
    expect(step(WANTED, "running")).toMatchObject({ do: "associate" });
    expect(step(WANTED, "stopped")).toMatchObject({ do: "associate" });
  });

  test("replaces on a running machine, and takes off first on a stopped one", () => {
    expect(step(WANTED, "running", on())).toMatchObject({ do: "replace", current: { id: "iip-assoc-1" } });
    expect(step(WANTED, "stopped", on())).toMatchObject({ do: "disassociate" });
  });

  test("does nothing where the very profile is on", () => {
    const right = on({ profileId: NODES.id });
    expect(step(WANTED, "running", right)).toMatchObject({ do: "settle", outcome: "unchanged" });
  });

  test("does not take a profile of the same name that was made again for the one that is wanted", () => {
    const dead = on({ profileArn: NODES.arn });
    expect(step(WANTED, "running", dead)).toMatchObject({ do: "replace" });
  });

  test("waits while the profile is on its way", () => {
    expect(step(WANTED, "running", on({ profileId: NODES.id, state: "associating" }))).toEqual({
      do: "wait",
    });
    const item: ChangeItem = { ...WANTED, before: taken, intent: "disassociate", made: "iip-assoc-1" };
    expect(step(item, "stopped", on({ state: "disassociating" }))).toEqual({ do: "wait" });
    expect(step(item, "stopped", on())).toEqual({ do: "wait" });
    expect(step(item, "stopped")).toMatchObject({ do: "associate" });
  });

  test("ends where somebody else attaches another one", () => {
    const coming = on({ id: "iip-assoc-9", state: "associating" });
    expect(step(WANTED, "running", coming)).toMatchObject({ do: "fail", reason: "instance_in_use" });
    const item: ChangeItem = { ...WANTED, before: taken, intent: "replace" };
    expect(step(item, "running", on({ id: "iip-assoc-9" }))).toMatchObject({ reason: "instance_in_use" });
  });

  test.each(["pending", "stopping", "shutting-down", "terminated"])(
    "ends on a machine that is %s",
    (state) => {
      expect(step(WANTED, state)).toMatchObject({ do: "fail", reason: "instance_state", facts: { state } });
    },
  );

  test("ends on a machine that is gone", () => {
    expect(nextStep(WANTED, { associations: [] })).toMatchObject({ do: "fail", reason: "instance_gone" });
  });
});

describe("after a kill", () => {
  test("between the intent and the call, the call is made", () => {
    const item: ChangeItem = { ...WANTED, before: taken, intent: "replace" };
    expect(step(item, "running", on())).toMatchObject({ do: "replace" });
  });

  test("between the call and its confirmation, what it did is told", () => {
    const now = on({ id: "iip-assoc-2", profileId: NODES.id });
    const replaced: ChangeItem = { ...WANTED, before: taken, intent: "replace" };
    expect(step(replaced, "running", now)).toEqual({
      do: "settle",
      outcome: "replaced",
      associationId: "iip-assoc-2",
    });
    const attached: ChangeItem = { ...WANTED, before: { association: null }, intent: "associate" };
    expect(step(attached, "running", now)).toMatchObject({ outcome: "attached" });
  });
});

describe("taking off", () => {
  test("takes off what is on, and has nothing to do where nothing is", () => {
    expect(step(OFF, "running", on())).toMatchObject({ do: "disassociate" });
    expect(step(OFF, "running")).toMatchObject({ do: "settle", outcome: "unchanged" });
    const item: ChangeItem = { ...OFF, before: taken, intent: "disassociate", made: "iip-assoc-1" };
    expect(step(item, "running")).toMatchObject({ do: "settle", outcome: "detached" });
  });
});

describe("undoing", () => {
  const undo: ChangeItem = { ...WANTED, expected: { associationId: "iip-assoc-1" } };

  test("gives back what was there where the change is still as it was left", () => {
    expect(step(undo, "running", on())).toMatchObject({ do: "replace" });
  });

  test("leaves alone what has been changed since", () => {
    expect(step(undo, "running", on({ id: "iip-assoc-9" }))).toMatchObject({ reason: "changed_since" });
    expect(step(undo, "running")).toMatchObject({ reason: "changed_since" });
  });
});
