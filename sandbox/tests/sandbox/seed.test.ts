import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import type { Line } from "../../seed/expectations.ts";
import { EXPECTATIONS } from "../../seed/expectations.ts";
import { defaultSeed } from "../../seed/seed.ts";
import { refusalOf } from "../support/refusal.ts";
import { prepare } from "../support/registration.ts";
import { aSandbox } from "../support/sandbox.ts";

const sandbox = aSandbox();
const { lines, connections } = defaultSeed();

/** The lines for which AWS is asked; the others are about the typed text. */
const asked = lines.filter(({ arn, expect }) => arn.startsWith("arn:aws:iam::") && isAboutAws(expect));

function isAboutAws(expectation: Line["expect"]): boolean {
  return !/^(arn_|account_not_connected|partition_mismatch|already_registered)/.test(expectation);
}

describe("the result of a line follows from what AWS holds", () => {
  test.each(asked)("$workspace $arn: $expect", async ({ arn, expect: ending }) => {
    const accountId = arn.split(":")[4] ?? "";
    if (["assume_denied", "external_id_mismatch", "external_id_not_required"].includes(ending)) {
      expect(await assumability(accountId)).toBe(ending);
      return;
    }
    expect(await assumability(accountId)).toBe("connected");
    expect(await prepare(sandbox.iam(await sandbox.connect(accountId)), arn)).toBe(ending);
  });
});

test("every expectation has a line", () => {
  const endings = new Set(lines.map((line) => line.expect));
  expect(EXPECTATIONS.filter((ending) => !endings.has(ending))).toEqual([]);
});

test("a line's account is connected to the line's workspace, unless the line is about that", () => {
  const wrong = asked.filter(
    ({ arn, workspace }) =>
      !connections.some((one) => one.workspace === workspace && one.accountId === arn.split(":")[4]),
  );
  expect(wrong).toEqual([]);
});

test("nothing is registered twice, except by the line about that", () => {
  const seen = new Set<string>();
  const twice = lines.filter(({ arn, workspace }) => {
    const key = `${workspace} ${arn}`;
    return seen.has(key) || !seen.add(key);
  });
  expect(twice.map((line) => line.expect)).toEqual(["already_registered"]);
});

/** Whether the role can be assumed with the external ID, and without it. */
async function assumability(accountId: string): Promise<string> {
  const connection = connections.find((one) => one.accountId === accountId);
  const sts = sandbox.sts(sandbox.platform());
  const input = { RoleArn: connection?.connectionRoleArn, RoleSessionName: "test" };
  const right = new AssumeRoleCommand({ ...input, ExternalId: connection?.externalId });
  const accepted = await sts.send(right).catch((error) => error.Code as string);
  if (accepted === "AccessDenied") {
    if (!connection?.retiredExternalId) return "assume_denied";
    const retired = new AssumeRoleCommand({ ...input, ExternalId: connection.retiredExternalId });
    return (await sts.send(retired).catch(() => undefined)) ? "external_id_mismatch" : "assume_denied";
  }
  const open = await sts.send(new AssumeRoleCommand(input)).catch(() => "refused");
  if (open !== "refused") return "external_id_not_required";
  expect(
    await refusalOf(sts.send(new AssumeRoleCommand({ ...input, ExternalId: "some-other-id" }))),
  ).toMatchObject({
    code: "AccessDenied",
  });
  return "connected";
}
