import { expect, test } from "vitest";
import { parseEnv } from "./env.ts";

const DATABASE = { DATABASE_URL: "postgresql://nowhere/none" };
const emulator = { ...DATABASE, ROLECALL_AWS: "emulator", AWS_ENDPOINT_URL: "http://localhost:4566" };
const live = { ...DATABASE, ROLECALL_AWS: "live" };

test.each([
  "https://iam.amazonaws.com",
  "https://sts.eu-west-1.amazonaws.com.",
  "https://iam.cn-north-1.amazonaws.com.cn",
  "https://ec2.eu-west-1.api.aws",
])("neither the sandbox nor an emulator is AWS itself: %s is refused", (url) => {
  for (const ROLECALL_AWS of ["emulator", "sandbox"]) {
    expect(() => parseEnv({ ...emulator, ROLECALL_AWS, AWS_ENDPOINT_URL: url })).toThrow(/ROLECALL_AWS=live/);
    expect(() => parseEnv({ ...emulator, ROLECALL_AWS, AWS_ENDPOINT_URL_IAM: url })).toThrow(
      /AWS_ENDPOINT_URL_IAM/,
    );
  }
});

test("an emulator's endpoint must not be ignored", () => {
  expect(parseEnv(emulator).ROLECALL_AWS).toBe("emulator");
  expect(() => parseEnv({ ...emulator, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" })).toThrow(
    /do not go together/,
  );
  expect(parseEnv({ ...emulator, AWS_ENDPOINT_URL: "http://amazonaws.com.example" }).ROLECALL_AWS).toBe(
    "emulator",
  );
});

test.each(["http://rolecall.example.com", "http://10.0.0.7:3000", "http://localhost.example.com"])(
  "live is not served at %s",
  (NEXTAUTH_URL) => {
    expect(() => parseEnv({ ...live, NEXTAUTH_URL })).toThrow(/https:/);
  },
);

test.each([
  "https://rolecall.example.com",
  "http://localhost:3000",
  "http://127.0.0.1:3000",
  "http://[::1]:3000",
])("live is served at %s", (NEXTAUTH_URL) => {
  expect(parseEnv({ ...live, NEXTAUTH_URL }).NEXTAUTH_URL).toBe(NEXTAUTH_URL);
});
