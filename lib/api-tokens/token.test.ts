import { expect, test } from "vitest";
import { makeToken, parseToken, tokenHash } from "./token.ts";

const workspaceId = "0198c2b4-6f0e-7c11-9a53-0242ac120002";

test("a token contains its workspace's id and a secret only", () => {
  const token = makeToken(workspaceId);
  expect(token).toMatch(/^rc_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
  expect(parseToken(token)).toEqual({ workspaceId, secretHash: tokenHash(token) });
  expect(makeToken(workspaceId)).not.toBe(token);
});

test.each(["", "rc_", "Bearer x", makeToken(workspaceId).slice(0, -1), `${makeToken(workspaceId)} `])(
  "%j is no token",
  (text) => {
    expect(parseToken(text)).toBeNull();
  },
);
