import { expect, test } from "vitest";
import { createSession } from "#lib/auth/session-store.ts";
import { db } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { makeUser } from "../../e2e/support/factories.ts";
import { sweep } from "./sweeper.ts";

test("the worker deletes sessions and counters that have expired, and leaves the others", async () => {
  const user = await makeUser();
  await createSession(user.id);
  const past = new Date(Date.now() - 1_000);
  await db().session.create({ data: { idHash: uuid7(), userId: user.id, expiresAt: past } });
  const [over, running] = [uuid7(), uuid7()];
  await db().rateLimit.createMany({
    data: [
      { key: over, points: 1, expire: BigInt(past.getTime()) },
      { key: running, points: 1, expire: BigInt(Date.now() + 60_000) },
    ],
  });
  await sweep();
  expect(await db().session.count({ where: { userId: user.id } })).toBe(1);
  const left = await db().rateLimit.findMany({
    where: { key: { in: [over, running] } },
    select: { key: true },
  });
  expect(left).toEqual([{ key: running }]);
});
