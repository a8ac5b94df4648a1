import { expect, test } from "vitest";
import { decrypt, encrypt, isNewest } from "./encrypt.ts";
import { makeKey, parseKeyRing } from "./key-ring.ts";

const [older, newer] = [makeKey(), makeKey()];
const ring = parseKeyRing(older);
const rotated = parseKeyRing(`${newer}, ${older}`);

test("what is encrypted is decrypted again, and is another text each time", () => {
  const [one, two] = [encrypt(ring, "rc-secret", "account"), encrypt(ring, "rc-secret", "account")];
  expect(one).not.toContain("rc-secret");
  expect(one).not.toBe(two);
  expect(decrypt(ring, one, "account")).toBe("rc-secret");
});

test("after a rotation the old key decrypts, and the first encrypts", () => {
  const old = encrypt(ring, "rc-secret", "account");
  expect(decrypt(rotated, old, "account")).toBe("rc-secret");
  expect(isNewest(rotated, old)).toBe(false);
  const renewed = encrypt(rotated, "rc-secret", "account");
  expect(isNewest(rotated, renewed)).toBe(true);
  expect(() => decrypt(ring, renewed, "account")).toThrow(/ROLECALL_ENCRYPTION_KEYS does not hold/);
});

test("what was moved to another account, changed, or never encrypted is not decrypted", () => {
  const encrypted = encrypt(ring, "rc-secret", "account");
  const [, keyId, body = ""] = encrypted.split(".");
  const bytes = Buffer.from(body, "base64url");
  bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
  const changed = `v1.${keyId}.${bytes.toString("base64url")}`;
  expect(() => decrypt(ring, encrypted, "another account")).toThrow();
  expect(() => decrypt(ring, changed, "account")).toThrow();
  expect(() => decrypt(ring, "rc-secret", "account")).toThrow(/not encrypted/);
});

test.each(["", "short", Buffer.alloc(31).toString("base64"), `${makeKey()},short`])(
  "keys that are not right are refused, and not repeated: %#",
  (keys) => {
    expect(() => parseKeyRing(keys)).toThrow(/key [12] is not 32 bytes in Base64/);
    expect(() => parseKeyRing(keys)).not.toThrow(/short/);
  },
);
