import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { makeUser } from "../../e2e/support/factories.ts";
import { hashPassword } from "./hash-password.ts";
import { signInWithPassword } from "./sign-in.ts";

const password = "correct horse battery";
let email: string;

beforeAll(async () => {
  const user = await makeUser();
  email = user.email;
  await db().user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(password) } });
});

test("of two hundred concurrent guesses ten are verified", async () => {
  const guesses = await Promise.allSettled(
    Array.from({ length: 200 }, (_, each) => signInWithPassword(email, `guess ${each}`, "10.0.0.1")),
  );
  const refused = guesses.flatMap((guess) => (guess.status === "rejected" ? guess.reason : []));
  expect(guesses.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["rate_limited"]));
});

test("the right password may be sent any number of times", async () => {
  for (let time = 0; time < 12; time++) {
    expect(await signInWithPassword(email, password, "10.0.0.2")).toMatchObject({ email });
  }
});

test("the demo's users, whose password is public, cannot sign in to an installation with real AWS", async () => {
  const demo = await makeUser();
  await db().user.update({
    where: { id: demo.id },
    data: { isDemo: true, passwordHash: await hashPassword(password) },
  });
  expect(await signInWithPassword(demo.email, password, "10.0.0.3")).toMatchObject({ email: demo.email });
  env().ROLECALL_AWS = "live";
  expect(await signInWithPassword(demo.email, password, "10.0.0.3")).toBeNull();
  expect(await signInWithPassword(email, password, "10.0.0.3")).toMatchObject({ email });
  env().ROLECALL_AWS = "sandbox";
});
