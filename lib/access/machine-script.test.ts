/** Runs the script against a metadata service that answers as EC2's. */
import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { CAUSE_WORDS, MACHINE_CAUSES } from "./machine-causes.ts";
import { readMachineReport } from "./machine-report.ts";
import { machineScript } from "./machine-script.ts";

type Answers = Record<string, [number, string]>;
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

let server: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = undefined;
});

async function run(answers: Answers | null, env: Record<string, string> = {}) {
  let port = 1;
  if (answers) {
    const opened = createServer((request, response) => {
      const isToken = request.url === "/latest/api/token";
      const isAllowed = isToken || request.headers["x-aws-ec2-metadata-token"] === "a-token";
      const [status, body] = isAllowed ? (answers[request.url ?? ""] ?? [404, ""]) : [401, ""];
      response.writeHead(status).end(body);
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
    const address = opened.address();
    port = typeof address === "object" && address ? address.port : 1;
  }
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", machineScript({ name: "etl" })], {
    env: {
      PATH: process.env.PATH as string,
      HOME: "/nonexistent",
      ROLECALL_IMDS: `http://127.0.0.1:${port}`,
      ...env,
    } as unknown as NodeJS.ProcessEnv,
  });
  expect(stderr).toBe("");
  expect(stdout).not.toContain(SECRET);
  return readMachineReport(stdout);
}

const IAM = "/latest/meta-data/iam";
const TOKEN: Answers = { "/latest/api/token": [200, "a-token"] };
const INFO = JSON.stringify({
  Code: "Success",
  InstanceProfileArn: "arn:aws:iam::123456789012:instance-profile/etl",
});
const document = (Code: string) =>
  JSON.stringify({
    Code,
    Type: "AWS-HMAC",
    AccessKeyId: "ASIAEXAMPLE",
    SecretAccessKey: SECRET,
    Token: SECRET,
  });
const running = (role: string, code = "Success"): Answers => ({
  ...TOKEN,
  [`${IAM}/info`]: [200, INFO],
  [`${IAM}/security-credentials/`]: [200, role],
  [`${IAM}/security-credentials/${role}`]: [200, document(code)],
});

test("a machine with the role's credentials says so, and prints none of them", async () => {
  expect(await run(running("etl"))).toEqual({ cause: "ok", role: "etl", found: "etl" });
});

test.each([
  ["the metadata service does not answer", null, "imds_unreachable"],
  ["it is switched off", { "/latest/api/token": [403, ""] }, "imds_off"],
  ["no profile is attached", TOKEN, "no_profile"],
  [
    "the profile was deleted",
    {
      ...TOKEN,
      [`${IAM}/info`]: [
        200,
        '{"Code":"InstanceProfileNotFound","Message":"Instance Profile with Id AIPA cannot be found."}',
      ],
    },
    "profile_gone",
  ],
  [
    "the profile is empty",
    {
      ...TOKEN,
      [`${IAM}/info`]: [200, '{"Code":"Success","Message":"Instance Profile does not contain a role."}'],
    },
    "profile_empty",
  ],
  ["the trust policy refuses EC2", running("etl", "AssumeRoleUnauthorizedAccess"), "trust_refused"],
  ["another role is there", running("other"), "other_role"],
] as [string, Answers | null, string][])("%s", async (_, answers, cause) => {
  expect(await run(answers)).toMatchObject({ cause, role: "etl" });
});

test("access keys in the environment take precedence over the role, and are reported", async () => {
  expect(await run(running("etl"), { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE" })).toMatchObject({
    cause: "other_credentials",
  });
});

test("every cause has its text, and text without a report is rejected", () => {
  for (const cause of MACHINE_CAUSES) expect(CAUSE_WORDS[cause].next.length).toBeGreaterThan(20);
  expect(readMachineReport("rolecall-report-1 cause=unheard_of role=etl found=none")).toBeNull();
  expect(readMachineReport("hello")).toBeNull();
  expect(readMachineReport("$ bash x\n\nrolecall-report-1 cause=no_profile role=etl found=none\n")).toEqual({
    cause: "no_profile",
    role: "etl",
    found: null,
  });
});
