import { expect, test } from "vitest";
import { CREDENTIAL_VARIABLES, requireNoCredentials } from "./web-credentials.ts";

test.each(CREDENTIAL_VARIABLES)(
  "with %s in its environment the web process does not start in live",
  (name) => {
    expect(() => requireNoCredentials({ ROLECALL_AWS: "live", [name]: "x" })).toThrow(name);
    const allowed = { ROLECALL_AWS: "live", ROLECALL_WEB_MAY_HOLD_AWS_CREDENTIALS: "true", [name]: "x" };
    expect(() => requireNoCredentials(allowed)).not.toThrow();
    expect(() => requireNoCredentials({ ROLECALL_AWS: "sandbox", [name]: "x" })).not.toThrow();
  },
);

test("the web process starts without credentials", () => {
  const environment = { ROLECALL_AWS: "live", AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "" };
  expect(() => requireNoCredentials(environment)).not.toThrow();
});
