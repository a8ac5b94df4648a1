import { describe, expect, test } from "vitest";
import { normalForm, samePolicy } from "./compare.ts";
import { diffPolicies, diffText } from "./diff.ts";
import { coversAction, matchesAction, matchesPattern, matchesResource } from "./match.ts";
import { type Json, parsePolicy, readPolicy } from "./parse.ts";
import { prettyPolicy } from "./pretty.ts";

const EC2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

function read(json: object) {
  const parsed = parsePolicy(JSON.stringify(json));
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.document;
}

describe("parsing", () => {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [EC2] });

  test.each([
    ["plain", text],
    ["URL-encoded", encodeURIComponent(text)],
    ["with spaces around", `\n ${text} `],
  ])("%s", (_, written) => {
    expect(parsePolicy(written)).toMatchObject({
      ok: true,
      document: {
        version: "2012-10-17",
        statements: [
          {
            effect: "Allow",
            actions: { except: false, patterns: ["sts:AssumeRole"] },
            principals: { except: false, byKind: { Service: ["ec2.amazonaws.com"] } },
            conditions: [],
          },
        ],
      },
    });
  });

  test("a plain document keeps its per cent signs", () => {
    const parsed = read({ Statement: { ...EC2, Condition: { StringLike: { "aws:userid": "a%20b" } } } });
    expect(parsed.statements[0]?.conditions[0]?.values).toEqual(["a%20b"]);
  });

  test("strings and lists, single statements, missing versions and bare booleans read the same", () => {
    const document = read({
      Statement: {
        Effect: "Deny",
        Principal: "*",
        NotAction: ["sts:TagSession"],
        Condition: { Bool: { "aws:SecureTransport": false }, StringEquals: { a: ["x", "y"] } },
      },
    });
    expect(document.version).toBe("2008-10-17");
    expect(document.statements[0]).toMatchObject({
      actions: { except: true, patterns: ["sts:TagSession"] },
      principals: { byKind: { AWS: ["*"] } },
      conditions: [
        { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
        { operator: "StringEquals", key: "a", values: ["x", "y"] },
      ],
    });
  });

  test.each([
    "",
    "not json",
    "%7Bbroken",
    "%7B%",
    "null",
    "[]",
    "3",
    "{}",
    '{"Statement": null}',
    '{"Statement": "x"}',
    '{"Statement": [1]}',
    '{"Statement": {"Effect": "allow"}}',
    '{"Statement": {"Effect": "Allow", "Principal": ["x"]}}',
    '{"Statement": {"Effect": "Allow", "Principal": {"Nobody": "x"}}}',
    '{"Statement": {"Effect": "Allow", "Condition": "x"}}',
    '{"Statement": {"Effect": "Allow", "Condition": {"Bool": "x"}}}',
  ])("%j cannot be read, and it says why", (text) => {
    const parsed = parsePolicy(text);
    expect(parsed).toMatchObject({ ok: false, why: expect.stringMatching(/^(it|statement 1) /) });
  });

  test("a name from JavaScript's own objects is no principal", () => {
    expect(readPolicy({ Statement: { Effect: "Allow", Principal: { constructor: "x" } } }).ok).toBe(false);
  });
});

describe("matching", () => {
  test.each([
    ["*", "", true],
    ["*", "anything", true],
    ["", "", true],
    ["", "a", false],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a*c", "ac", true],
    ["a*c", "abcbc", true],
    ["a*c", "abcb", false],
    ["*a*b*", "xxaxxbxx", true],
    ["**", "x", true],
    ["a.c", "abc", false],
    ["(x)+", "(x)+", true],
    ["a*c", "a*bc", true],
    ["a*", "*", false],
  ])("%j against %j: %s", (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  test("a hostile pattern takes no time worth naming", () => {
    expect(matchesPattern("*a".repeat(200), `${"a".repeat(4000)}b`)).toBe(false);
  });

  test("actions ignore case, resources do not", () => {
    expect(matchesAction("STS:assume*", "sts:AssumeRole")).toBe(true);
    expect(matchesResource("arn:aws:iam::1:role/A*", "arn:aws:iam::1:role/ab")).toBe(false);
  });

  test.each([
    [{ except: false, patterns: ["sts:*"] }, true],
    [{ except: false, patterns: [] }, false],
    [{ except: true, patterns: ["sts:assumerole"] }, false],
    [{ except: true, patterns: ["s3:*"] }, true],
  ])("%j covers sts:AssumeRole: %s", (actions, expected) => {
    expect(coversAction({ actions }, "sts:AssumeRole")).toBe(expected);
  });
});

describe("comparing", () => {
  const base = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "A", ...EC2 },
      {
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::123456789012:root", "arn:aws:iam::111122223333:role/x"] },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: { StringEquals: { "sts:ExternalId": ["b", "a"] } },
      },
    ],
  };

  test("documents of the same meaning are the same", () => {
    const other = {
      Statement: [
        {
          Action: ["sts:tagsession", "sts:assumerole", "sts:AssumeRole"],
          Condition: { StringEquals: { "STS:externalid": ["a", "b"] } },
          Principal: { AWS: ["arn:aws:iam::111122223333:role/x", "123456789012"] },
          Effect: "Allow",
        },
        { ...EC2, Principal: { Service: ["ec2.amazonaws.com"] }, Action: ["sts:AssumeRole"], Condition: {} },
      ],
      Version: "2012-10-17",
    };
    expect(samePolicy(read(base), read(other))).toBe(true);
    expect(normalForm(read(base))).toBe(normalForm(read(other)));
  });

  test('"*" and {"AWS": "*"} are the same', () => {
    const one = { Statement: { ...EC2, Principal: "*" } };
    expect(samePolicy(read(one), read({ Statement: { ...EC2, Principal: { AWS: "*" } } }))).toBe(true);
  });

  test.each([
    ["a version less", { Statement: base.Statement }],
    ["a statement less", { ...base, Statement: [base.Statement[0]] }],
    ["another effect", { ...base, Statement: [{ ...EC2, Effect: "Deny" }, base.Statement[1]] }],
    [
      "NotAction for Action",
      { ...base, Statement: [{ ...EC2, Action: undefined, NotAction: "sts:AssumeRole" }, base.Statement[1]] },
    ],
    [
      "another case in a principal",
      { ...base, Statement: [{ ...EC2, Principal: { Service: "EC2.amazonaws.com" } }, base.Statement[1]] },
    ],
    [
      "another condition",
      {
        ...base,
        Statement: [{ ...EC2, Condition: { Bool: { "aws:SecureTransport": "true" } } }, base.Statement[1]],
      },
    ],
  ])("%s is a difference", (_, other) => {
    expect(samePolicy(read(base), read(other))).toBe(false);
  });
});

describe("the difference of two documents", () => {
  test("is shown by line", () => {
    const before = { Principal: { Service: "lambda.amazonaws.com" } };
    const after = { Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] } };
    expect(diffPolicies(before, after)).toEqual([
      { kind: "same", text: "{" },
      { kind: "same", text: '  "Principal": {' },
      { kind: "removed", text: '    "Service": "lambda.amazonaws.com"' },
      { kind: "added", text: '    "Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]' },
      { kind: "same", text: "  }" },
      { kind: "same", text: "}" },
    ]);
  });

  test("puts the lines back together", () => {
    const [before, after] = ["a\nb\nc\n\nd", "a\nx\nc\nd"];
    const lines = diffText(before, after);
    const side = (other: string) => lines.filter(({ kind }) => kind !== other).map(({ text }) => text);
    expect(side("added").join("\n")).toBe(before);
    expect(side("removed").join("\n")).toBe(after);
  });
});

describe("a document laid out to be read", () => {
  const LONG = Array.from({ length: 12 }, (_, index) => `service:Action${index}`);

  test.each<Json>([
    { Statement: [], Empty: {}, Nothing: null, Number: 1.5, Yes: true },
    { Statement: [{ Action: ["a:B", "c:D"], Resource: LONG, Nested: [["x"], [{ a: 1 }]] }] },
    { 'quote"d': "line\nbreak \u2028 ' ` $ {x}" },
    "text",
    [],
  ])("is the same JSON: %j", (json) => {
    expect(JSON.parse(prettyPolicy(json))).toEqual(json);
  });

  test("keeps short lists on one line and breaks long ones", () => {
    expect(prettyPolicy({ Action: ["a:B", "c:D"] })).toBe('{\n  "Action": ["a:B", "c:D"]\n}');
    expect(prettyPolicy({ Action: LONG }).split("\n")).toHaveLength(LONG.length + 4);
  });
});
