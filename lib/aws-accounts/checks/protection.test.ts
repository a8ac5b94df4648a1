import { expect, test } from "vitest";
import { otherParties } from "./protection.ts";

const OURS = "arn:aws:iam::999999999999:role/rolecall/control-plane";
const trust = (...principals: object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: principals.map((one) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...one })),
  });

test.each([
  ["Rolecall alone", trust({ Principal: { AWS: OURS } }), []],
  [
    "another role beside it",
    trust({ Principal: { AWS: [OURS, "arn:aws:iam::111122223333:role/ci"] } }),
    ["role ci in account 111122223333"],
  ],
  [
    "the whole of Rolecall's account",
    trust({ Principal: { AWS: "arn:aws:iam::999999999999:root" } }),
    ["account 999999999999"],
  ],
  ["everyone", trust({ Principal: "*" }), ["everyone"]],
  ["everyone but one", trust({ NotPrincipal: { AWS: OURS } }), ["everyone"]],
  [
    "a service",
    trust({ Principal: { AWS: OURS } }, { Principal: { Service: "lambda.amazonaws.com" } }),
    ["lambda.amazonaws.com"],
  ],
  [
    "one that may only tag sessions",
    trust({ Principal: { AWS: OURS } }, { Principal: { AWS: "111122223333" }, Action: "sts:TagSession" }),
    [],
  ],
  [
    "one that is denied",
    trust({ Principal: { AWS: OURS } }, { Principal: { AWS: "111122223333" }, Effect: "Deny" }),
    [],
  ],
  ["a document that cannot be read", "no JSON", null],
])("%s", (_, document, parties) => {
  expect(otherParties(document, OURS)).toEqual(parties);
});

test("as long as nobody knows who Rolecall is, nothing is told", () => {
  expect(otherParties(trust({ Principal: { AWS: OURS } }), null)).toBeNull();
});
