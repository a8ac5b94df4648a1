import { expect, test } from "vitest";
import { BODY_LIMIT, readJsonBody } from "./read-body.ts";

function request(body: BodyInit, headers: Record<string, string> = { "content-type": "application/json" }) {
  return new Request("http://rolecall.test/", {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
}

test("JSON is parsed and returned with its text", async () => {
  await expect(readJsonBody(request('{ "a": 1 }'))).resolves.toEqual({ json: { a: 1 }, text: '{ "a": 1 }' });
});

test("a media type may have parameters and upper-case letters", async () => {
  const given = { "content-type": "Application/JSON; charset=utf-8" };
  await expect(readJsonBody(request("[]", given))).resolves.toMatchObject({ json: [] });
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"])(
  "%s is refused",
  async (type) => {
    const refused = readJsonBody(request("{}", { "content-type": type }));
    await expect(refused).rejects.toMatchObject({ code: "unsupported_media_type", status: 415 });
  },
);

test.each(["", "{", '{"a":}', "undefined"])("%j is not JSON", async (body) => {
  await expect(readJsonBody(request(body))).rejects.toMatchObject({ code: "malformed_json", status: 400 });
});

test("a body of exactly the limit is accepted, and one byte more is not, with or without Content-Length", async () => {
  const longest = `"${"x".repeat(BODY_LIMIT - 2)}"`;
  await expect(readJsonBody(request(longest))).resolves.toMatchObject({ text: longest });
  await expect(readJsonBody(request(`${longest} `))).rejects.toMatchObject({ code: "payload_too_large" });
  const streamed = new Blob([`${longest} `]).stream();
  await expect(readJsonBody(request(streamed))).rejects.toMatchObject({
    code: "payload_too_large",
    status: 413,
  });
});
