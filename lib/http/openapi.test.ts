import { afterEach, expect, test, vi } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations/all.ts";

type Json = Record<string, unknown>;
type Answer = { description: string; headers?: Json; content?: Json };
type Described = Json & { parameters: Json[]; responses: Record<string, Answer> };
const document = openApiDocument() as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Json; headers: Json; securitySchemes: Json };
};

afterEach(() => vi.unstubAllEnvs());

/** The document's entry for a route below a workspace. */
function described(method: string, path: string): Described {
  return document.paths[`/api/v1/workspaces/{workspace}/${path}`]?.[method] as Described;
}

test("every operation is in the document", () => {
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(ids.toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
});

test("every reference resolves", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, kind, name] of references) {
    expect(document.components).toHaveProperty([`${kind}`, `${name}`]);
  }
});

test("a view inside another view is a reference", () => {
  const { items } = (
    document.components.schemas.ListInstanceRolesAnswer as { properties: Record<string, Json> }
  ).properties;
  expect(items).toMatchObject({ type: "array", items: { $ref: "#/components/schemas/InstanceRole" } });
});

test("an answer in several media types describes each of them", () => {
  const text = { schema: { type: "string" } };
  expect(described("get", "aws-accounts/{id}/setup").responses["200"]?.content).toEqual({
    "application/yaml": text,
    "text/plain": text,
    "text/x-shellscript": text,
    "application/json": { schema: expect.objectContaining({ type: "object" }) },
  });
});

test("registering describes its body, its limits and `Prefer: wait`", () => {
  const { requestBody, parameters } = described("post", "instance-roles");
  expect(JSON.stringify(requestBody)).toContain('"maxLength":64');
  expect(parameters.map(({ name }) => name)).toEqual(["workspace", "Prefer", "Idempotency-Key"]);
});

test("a POST may be refused for its idempotency key, with a body or without", () => {
  const posts = Object.values(document.paths).flatMap(({ post }) => post ?? []);
  expect(posts.length).toBeGreaterThan(8);
  for (const { operationId, responses } of posts) {
    expect(Object.keys(responses), `${operationId}`).toEqual(expect.arrayContaining(["409", "422"]));
  }
});

test("a list parameter describes its values and that commas separate them", () => {
  const { parameters } = described("get", "instance-roles");
  expect(parameters.find(({ name }) => name === "status")).toEqual({
    name: "status",
    in: "query",
    required: false,
    schema: {
      type: "array",
      items: { type: "string", enum: ["REGISTERING", "ACTIVE", "FAILED", "DELETING"] },
      description: "One or several, separated by commas",
    },
    style: "form",
    explode: false,
  });
});

test.each([
  ["instance-roles/events", ["ready", "role", "step", "removed", "reset"]],
  ["instance-roles/{id}/events", ["ready", "role", "step", "removed", "reset"]],
  ["aws-accounts/events", ["ready", "account", "removed"]],
  ["aws-accounts/{id}/events", ["ready", "account", "removed"]],
])("the stream %s tells its events %j, and how it is taken up again", (path, events) => {
  const { parameters, responses } = described("get", path);
  const told = [...(responses["200"]?.description ?? "").matchAll(/(?:^|· )`(\w+)`/g)];
  expect(told.map(([, event]) => event)).toEqual(events);
  expect(parameters).toContainEqual(expect.objectContaining({ name: "Last-Event-ID", in: "header" }));
});

test("responses describe their headers", () => {
  const headers = (method: string, path: string, status: string) =>
    Object.keys(described(method, path).responses[status]?.headers ?? {});
  const write = ["X-Request-Id", "RateLimit", "RateLimit-Policy"];
  const every = [...write, "Location", "Preference-Applied", "Idempotency-Replayed"];
  expect(headers("post", "instance-roles", "202")).toEqual(every);
  expect(headers("post", "instance-roles/import", "200")).toEqual([...write, "Idempotency-Replayed"]);
  expect(headers("delete", "instance-roles/{id}", "204")).toEqual([...write, "Preference-Applied"]);
  expect(headers("get", "instance-roles", "200")).toEqual(["X-Request-Id"]);
  expect(headers("get", "instance-roles", "422")).toEqual(["X-Request-Id"]);
});

test("refusals of too many requests describe Retry-After", () => {
  const limited = Object.values(document.paths).flatMap((path) =>
    Object.values(path).filter(({ responses }) => "429" in responses),
  );
  const writes = Object.entries(document.paths)
    .filter(([path]) => path.includes("{workspace}"))
    .flatMap(([, path]) =>
      Object.entries(path).filter(([method]) => method !== "get" && method !== "parameters"),
    )
    .map(([, { operationId }]) => operationId);
  const reads = limited.map(({ operationId }) => operationId).filter((id) => !writes.includes(id));
  expect(limited.map(({ operationId }) => operationId)).toEqual(expect.arrayContaining(writes));
  expect(reads.toSorted()).toEqual([
    "listInstances",
    "listInstancesOfRole",
    "listRolesOfAwsAccount",
    "streamAwsAccount",
    "streamAwsAccounts",
    "streamInstanceRole",
    "streamInstanceRoles",
  ]);
  for (const { responses } of limited) {
    expect(Object.keys(responses["429"]?.headers ?? {})).toEqual(["X-Request-Id", "Retry-After"]);
  }
});

test("a conflict describes the resource that it conflicts with", () => {
  expect(document.components.schemas.Problem).toMatchObject({
    properties: { existing: { required: ["id"] } },
  });
  for (const path of ["instance-roles", "aws-accounts"]) {
    expect(described("post", path).description).toContain("`existing.id`");
  }
});

test.each([
  ["http://127.0.0.1:3000", "next-auth.session-token"],
  ["https://rolecall.example.com", "__Host-next-auth.session-token"],
])("at %s the session's cookie is called %s", async (url, name) => {
  vi.stubEnv("NEXTAUTH_URL", url);
  vi.resetModules();
  const { components } = (await import("./openapi.ts")).openApiDocument() as typeof document;
  expect(components.securitySchemes).toMatchObject({ session: { name } });
});
