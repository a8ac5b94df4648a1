/** Malformed requests: each is answered with its own error, and none with a 500. */
import { beforeAll, describe, expect, test } from "vitest";
import { encodeCursor } from "#lib/db/cursor.ts";
import type { TestWorkspace } from "../support/factories.ts";
import { makeMember } from "../support/factories.ts";
import { arnIn, makeRole, rolesOf, type TestAccount, workspaceWithAccount } from "./arrange.ts";
import { browserOf, type Caller, callerWith, memberOf, nobody, problemIn } from "./caller.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;
let roles: string;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
  roles = rolesOf(workspace);
});

describe("bodies", () => {
  const json = { "content-type": "application/json" };

  test.each(["", "{", "nothing", '{"name":"x",}'])("%j is not JSON", async (body) => {
    const called = await admin("POST", roles, { body: body || " ", headers: json });
    expect(problemIn(called)).toMatchObject({ status: 400, code: "malformed_json" });
  });

  test.each(["null", "[]", '"text"', "7"])("%s is JSON but no object", async (body) => {
    expect(problemIn(await admin("POST", roles, { body, headers: json }))).toMatchObject({ status: 422 });
  });

  test.each(["text/plain", "application/x-www-form-urlencoded"])("%s is refused", async (type) => {
    const called = await admin("POST", roles, { body: "{}", headers: { "content-type": type } });
    expect(problemIn(called)).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });

  test("more than 64 KiB is refused", async () => {
    const body = { name: "big", roleArn: arnIn(account, "big"), description: "x".repeat(70_000) };
    expect(problemIn(await admin("POST", roles, { body }))).toMatchObject({
      status: 413,
      code: "payload_too_large",
    });
  });

  test("an unknown field is named in the error", async () => {
    const body = { name: "typo", roleArn: arnIn(account, "typo"), desciption: "x" };
    expect(problemIn(await admin("POST", roles, { body })).errors).toMatchObject([
      { path: "desciption", code: "unknown_field" },
    ]);
  });

  test("every invalid field is named in the errors", async () => {
    const paths = problemIn(await admin("POST", roles, { body: { description: 1 } })).errors?.map(
      ({ path }) => path,
    );
    expect(paths?.toSorted()).toEqual(["description", "name", "roleArn"]);
  });

  test("a PATCH without a change is refused", async () => {
    const { id } = await makeRole(workspace, account);
    expect(problemIn(await admin("PATCH", `${roles}/${id}`, { body: {} }))).toMatchObject({ status: 422 });
    const status = await admin("PATCH", `${roles}/${id}`, { body: { status: "ACTIVE" } });
    expect(problemIn(status)).toMatchObject({ status: 422 });
  });
});

describe("queries", () => {
  const forged = (value: string, sort = "-createdAt") =>
    `sort=${sort}&cursor=${encodeCursor(sort, { value, id: "0198c2b4-6f0e-7c11-9a53-0242ac120002" })}`;

  test.each([
    "yesterday",
    "",
    "0",
    "0000-01-01T00:00:00.000Z",
    "-271821-04-20T00:00:00.000Z",
    "+010000-01-01T00:00:00.000Z",
    "2026-02-30T00:00:00.000Z",
    "2026-01-01T00:00:00Z",
  ])("no page ended at the time %j", async (value) => {
    for (const sort of ["-createdAt", "createdAt"]) {
      const problem = problemIn(await admin("GET", `${roles}?${forged(value, sort)}`));
      expect(problem).toMatchObject({ status: 422, errors: [{ path: "cursor", code: "cursor_invalid" }] });
    }
  });

  test.each([
    forged("0001-01-01T00:00:00.000Z"),
    forged("9999-12-31T23:59:59.999Z", "createdAt"),
    forged("\u{d800}", "name"),
  ])("what could be the end of a page is one: ?%s", async (query) => {
    expect((await admin("GET", `${roles}?${query}`)).status).toBe(200);
  });

  test.each([
    "limit=0",
    "limit=101",
    "limit=many",
    "limit=1.5",
    "sort=size",
    "status=BROKEN",
    "status=ACTIVE,BROKEN",
    "awsAccountId=12",
    "cursor=abc",
    `q=${"x".repeat(201)}`,
    "q=a%00b",
  ])("?%s is refused", async (query) => {
    expect(problemIn(await admin("GET", `${roles}?${query}`))).toMatchObject({
      status: 422,
      code: "invalid",
    });
  });

  test.each([
    "limit=100",
    "sort=-name",
    "status=ACTIVE,FAILED",
    "q=%25",
    "q=%5C",
    "utm_source=mail",
    "status=&q=&cursor=",
  ])("?%s is fine", async (query) => {
    expect((await admin("GET", `${roles}?${query}`)).status).toBe(200);
  });
});

describe("addresses", () => {
  test.each([
    "x",
    "1",
    "%00",
    "..%2f",
    "0198c2b4-6f0e-7c11-9a53-0242ac120002",
    "0198c2b4-6f0e-7c11-9a53-0242ac12000g",
  ])("the role %s is not here", async (id) => {
    for (const [method, more] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/retry"],
      ["GET", "/registrations"],
      ["GET", "/events"],
    ] as const) {
      expect((await admin(method, `${roles}/${id}${more}`)).status, `${method} ${more}`).toBe(404);
    }
  });

  test.each(["nowhere", "UPPER", "%00", "a".repeat(300), "-", "'", "%", "50%", "%E0%A4%A", "%zz"])(
    "the workspace %s is not found",
    async (slug) => {
      expect(problemIn(await admin("GET", `/workspaces/${slug}`))).toMatchObject({
        status: 404,
        code: "not_found",
      });
    },
  );

  test("an unknown API path is answered with a problem document", async () => {
    expect(problemIn(await nobody("GET", "/nothing/here"))).toMatchObject({ status: 404, code: "not_found" });
  });

  test("a malformed path is not found, behind a proxy too", async () => {
    const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "rolecall.example.com" };
    const called = await nobody("GET", "/workspaces/%E0%A4%A", { headers });
    expect(problemIn(called)).toMatchObject({ status: 404, code: "not_found" });
  });

  test.each(["/api/v1", "/api/nothing", "/api/%", "/api/auth/%ff"])(
    "%s is not found, with any method",
    async (path) => {
      for (const method of ["GET", "POST", "PUT", "OPTIONS"]) {
        const called = await nobody(method, path);
        expect(problemIn(called), method).toMatchObject({ status: 404, code: "not_found" });
      }
    },
  );
});

describe("methods", () => {
  const ROUTES = [
    ["", "GET, HEAD, OPTIONS, POST"],
    ["/0198c2b4-6f0e-7c11-9a53-0242ac120002", "DELETE, GET, HEAD, OPTIONS, PATCH"],
    ["/import", "OPTIONS, POST"],
    ["/imports/0198c2b4-6f0e-7c11-9a53-0242ac120002/failures.csv", "GET, HEAD, OPTIONS"],
  ] as const;

  test.each(ROUTES)("instance-roles%s answers 405 with its methods: %s", async (more, allowed) => {
    const options = await nobody("OPTIONS", roles + more);
    expect(options).toMatchObject({ status: 204, body: "" });
    expect(options.headers.get("allow")).toBe(allowed);
    expect(options.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const others = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => !allowed.includes(method));
    for (const method of others) {
      const called = await admin(method, roles + more);
      expect(problemIn(called), method).toMatchObject({ status: 405, code: "method_not_allowed" });
      expect(called.headers.get("allow"), method).toBe(allowed);
    }
  });

  test("HEAD is answered where GET is, and only there", async () => {
    for (const [path, status] of [
      [roles, 200],
      [`${roles}/import`, 405],
    ] as const) {
      const called = await admin("HEAD", path);
      expect(called.status).toBe(status);
      expect(called.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test("health has a path of its own, and answers other methods alike", async () => {
    const called = await nobody("DELETE", "/api/health/live");
    expect(problemIn(called)).toMatchObject({ status: 405 });
    expect(called.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });
});

describe("request ids", () => {
  test("a well-formed one is used, and marked as the caller's", async () => {
    const called = await admin("GET", roles, { headers: { "x-request-id": "deploy-42.a:b" } });
    expect(called.headers.get("x-request-id")).toBe("client:deploy-42.a:b");
  });

  test.each(["with space", "x".repeat(65), "<script>", "a,b"])("%j is replaced", async (id) => {
    const called = await admin("GET", roles, { headers: { "x-request-id": id } });
    expect(called.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("who sends it", () => {
  test("a cross-site write with our cookie is refused, and a cross-site read gets no CORS headers", async () => {
    const browser = await browserOf((await makeMember(workspace, "ADMIN")).id);
    for (const origin of ["https://evil.example", "null"]) {
      const elsewhere = callerWith({ ...browser, origin });
      const body = { name: "forged", roleArn: arnIn(account, "forged") };
      expect(problemIn(await elsewhere("POST", roles, { body }))).toMatchObject({
        status: 403,
        code: "forbidden_origin",
      });
      const read = await elsewhere("GET", roles);
      expect(read.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test.each([
    "Basic YTpi",
    "Bearer",
    "Bearer rc_x",
    "Bearer rc_0198c2b46f0e7c119a530242ac120002_x",
    "rc_",
    "Bearer a b",
  ])("Authorization: %s is not let in", async (authorization) => {
    const called = await callerWith({ authorization })("GET", roles);
    expect(problemIn(called)).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  test("a token takes precedence over a cookie", async () => {
    const browser = await browserOf((await makeMember(workspace, "ADMIN")).id);
    const both = callerWith({ ...browser, authorization: "Bearer rc_wrong" });
    expect((await both("GET", roles)).status).toBe(401);
  });
});
