import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations/all.ts";

type Json = Record<string, unknown>;
const document = openApiDocument() as {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json };
};

test("every operation is in the document", () => {
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(ids.toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
});

test("every reference leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, name] of references) expect(document.components.schemas).toHaveProperty(`${name}`);
});

test("a view that is part of another is told by reference", () => {
  const { items } = (
    document.components.schemas.ListInstanceRolesAnswer as { properties: Record<string, Json> }
  ).properties;
  expect(items).toMatchObject({ type: "array", items: { $ref: "#/components/schemas/InstanceRole" } });
});

test("an answer in several media types tells each of them", () => {
  const { get } = document.paths["/api/v1/workspaces/{workspace}/aws-accounts/{id}/setup"] as { get: Json };
  const { content } = (get.responses as Record<string, { content: Json }>)["200"] as { content: Json };
  const text = { schema: { type: "string" } };
  expect(content).toEqual({
    "application/yaml": text,
    "text/plain": text,
    "text/x-shellscript": text,
    "application/json": { schema: expect.objectContaining({ type: "object" }) },
  });
});

test("registering tells its body, its limits and that it can be waited for", () => {
  const { post } = document.paths["/api/v1/workspaces/{workspace}/instance-roles"] as { post: Json };
  expect(JSON.stringify(post.requestBody)).toContain('"maxLength":64');
  expect(JSON.stringify(post.parameters)).toContain("Prefer");
  expect(JSON.stringify(post.parameters)).toContain("Idempotency-Key");
});
