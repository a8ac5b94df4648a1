/** Every form of a sign-in request that next-auth accepts is counted as a guess. */
import { expect, test } from "vitest";
import { makeUser } from "../support/factories.ts";
import { problemIn } from "./caller.ts";
import { Jar } from "./jar.ts";

type Guess = (email: string, time: number) => Promise<Response>;

async function elevenGuesses(guess: Guess): Promise<number[]> {
  const { email } = await makeUser();
  const statuses: number[] = [];
  for (let time = 0; time < 11; time++) statuses.push((await guess(email, time)).status);
  return statuses;
}

const password = "wrong";

const GUESSES: Record<string, Guess> = {
  "a client that makes its address up": (email, time) =>
    new Jar().signIn({ email, password }, { "x-forwarded-for": `192.0.2.${time}` }),
  "a second email, which is the one that counts": (email) =>
    new Jar().signIn([
      ["email", "nobody@example.test"],
      ["email", email],
      ["password", password],
    ]),
  "a media type that has json in it": (email) =>
    new Jar().signIn({ email, password }, { "content-type": "application/x-www-form-urlencoded; v=json" }),
};

test.each(Object.entries(GUESSES))("%s gets ten guesses", async (_name, guess) => {
  const statuses = await elevenGuesses(guess);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
});

test("concurrent guesses are counted before they are answered", async () => {
  const { email } = await makeUser();
  const answers = await Promise.all(Array.from({ length: 20 }, () => new Jar().signIn({ email, password })));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
});

test.each(["/api/auth/callback/credentials/x", "/api/auth/callback/credentials/x/y", "/api/auth/signin/x/y"])(
  "there is no route %s",
  async (path) => {
    const jar = new Jar();
    const response = await jar.post(path, { email: "nobody@example.test", password });
    const { status, headers } = response;
    expect(problemIn({ status, headers, body: await response.json() })).toMatchObject({ code: "not_found" });
  },
);
