import { expect, test } from "vitest";
import { problemOf, withOwnOptions } from "./connection.ts";

const OURS = "-c role=rolecall_app -c idle_in_transaction_session_timeout=10000";

test("options in the database's URL are kept and come before ours", () => {
  expect(withOwnOptions("postgresql://a:b@db/rolecall?sslmode=require&options=-c%20role%3Dpostgres")).toEqual(
    {
      connectionString: "postgresql://a:b@db/rolecall?sslmode=require",
      options: `-c role=postgres ${OURS}`,
    },
  );
});

test("a URL without options is unchanged", () => {
  const connectionString = "postgresql://a:p%40ss@db/rolecall";
  expect(withOwnOptions(connectionString)).toEqual({ connectionString, options: OURS });
});

const RIGHT = { role: "rolecall_app", isSuperuser: false, bypassesRowSecurity: false, silence: "10s" };

test("a connection with the application's role and settings has no problem", () => {
  expect(problemOf(RIGHT)).toBeNull();
});

test.each([
  [{ role: "owner" }, /works as owner, not as rolecall_app/],
  [{ role: "postgres", isSuperuser: true }, /postgres, a superuser/],
  [{ isSuperuser: true }, /ALTER ROLE rolecall_app NOSUPERUSER NOBYPASSRLS/],
  [{ bypassesRowSecurity: true }, /not bound by row-level security/],
  [{ silence: "0" }, /pooler/],
])("a connection with %j is refused", (wrong, words) => {
  expect(problemOf({ ...RIGHT, ...wrong })).toMatch(words);
});
