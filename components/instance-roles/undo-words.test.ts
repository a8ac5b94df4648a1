import { describe, expect, it } from "vitest";
import type { UndoView } from "#lib/instance-roles/view.ts";
import { inOrder, undoInSum, undoSentence } from "./undo-words.ts";

const account = "arn:aws:iam::418295702613";
const profile = `${account}:instance-profile/rolecall/etl`;
const policy = (name: string) => ({ kind: "policy" as const, target: `arn:aws:iam::aws:policy/${name}` });

const WHOLE: UndoView = {
  willUndo: [
    { kind: "role_in_profile", target: profile },
    { kind: "profile", target: profile },
    policy("AmazonSSMManagedInstanceCore"),
    policy("CloudWatchAgentServerPolicy"),
  ],
  stays: ["AmazonS3ReadOnlyAccess"],
};

describe("what a removal undoes", () => {
  it("is listed in the order in which it happens; deleting a profile includes removing its role", () => {
    expect(inOrder(WHOLE.willUndo).map(({ kind }) => kind)).toEqual(["policy", "policy", "profile"]);
  });

  it("is one sentence, with what stays", () => {
    expect(undoSentence(WHOLE)).toBe(
      "Detach AmazonSSMManagedInstanceCore and CloudWatchAgentServerPolicy; delete instance profile rolecall/etl. AmazonS3ReadOnlyAccess was there before and stays.",
    );
  });

  it("may be removing a role from somebody else's profile", () => {
    const shared: UndoView = { willUndo: [{ kind: "role_in_profile", target: profile }], stays: ["A", "B"] };
    expect(undoSentence(shared)).toBe(
      "Take the role out of instance profile rolecall/etl. A and B were there before and stay.",
    );
  });

  it("may be nothing", () => {
    expect(undoSentence({ willUndo: [], stays: [] })).toBe("Rolecall has added nothing in AWS for it.");
    expect(undoInSum([{ willUndo: [], stays: [] }])).toBe("Rolecall has added nothing in AWS for them.");
  });

  it("is counted for many roles", () => {
    const nothing: UndoView = { willUndo: [], stays: [] };
    expect(undoInSum([WHOLE, WHOLE, nothing])).toBe(
      "Detach 4 policies from 2 roles; delete 2 instance profiles.",
    );
    expect(undoInSum([{ willUndo: [policy("A")], stays: [] }])).toBe("Detach 1 policy from 1 role.");
  });
});
