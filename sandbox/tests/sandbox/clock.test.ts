import { GetRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";

let ahead = 0;
const sandbox = aSandbox({ now: () => Date.now() + ahead });

test("a session expires", async () => {
  const keys = await sandbox.connect(ACME);
  ahead = 3_601_000;
  const iam = sandbox.iam(keys);
  iam.config.systemClockOffset = ahead;
  expect(await refusalOf(iam.send(new GetRoleCommand({ RoleName: "cluster-reporting" })))).toEqual({
    code: "ExpiredToken",
    status: 403,
    message: "The security token included in the request is expired",
  });
  ahead = 0;
});

test.each([
  [400_000, /^Signature expired: \S+ is now earlier than \S+ \(\S+ - 5 min\.\)$/],
  [-400_000, /^Signature not yet current: \S+ is still later than \S+ \(\S+ \+ 5 min\.\)$/],
])("a signature from a clock %d ms off is refused", async (off, text) => {
  ahead = off;
  const refused = await refusalOf(sandbox.sts(sandbox.platform()).send(new GetCallerIdentityCommand({})));
  ahead = 0;
  expect(refused).toMatchObject({ code: "SignatureDoesNotMatch", status: 403 });
  expect(refused.message).toMatch(text);
});
