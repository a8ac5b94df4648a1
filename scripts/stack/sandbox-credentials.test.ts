import { expect, test } from "vitest";
import { withSandboxCredentials } from "./sandbox-credentials.ts";

const KEYS = { accessKeyId: "AKIASANDBOX", secretAccessKey: "secret", region: "us-east-1" };

test("none of the user's own AWS settings reach a process of the sandbox", () => {
  const env = withSandboxCredentials(
    {
      AWS_ACCESS_KEY_ID: "AKIAREAL",
      AWS_SESSION_TOKEN: "real",
      AWS_PROFILE: "production",
      AWS_ENDPOINT_URL_STS: "https://sts.example.com",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_CONFIG_FILE: "/home/ada/.aws/config",
    },
    KEYS,
  );
  expect(env).toEqual({
    AWS_ACCESS_KEY_ID: "AKIASANDBOX",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  });
});

test("other settings stay, and so do certificate authorities", () => {
  const kept = { HOME: "/home/ada", ROLECALL_AWS: "sandbox", AWS_CA_BUNDLE: "/etc/proxy.pem" };
  expect(withSandboxCredentials(kept, KEYS)).toMatchObject(kept);
});
