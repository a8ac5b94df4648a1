import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { callsOf, option } from "#lib/iac/fake-aws.ts";
import { hclDocument, hclLabel, hclResource } from "#lib/iac/hcl.ts";
import { quote } from "#lib/iac/shell.ts";
import { readPolicy } from "#lib/iam-policy/parse.ts";
import { sparingActions } from "#lib/iam-policy/sparing.ts";
import cases from "#lib/iam-policy/trust-cases.json" with { type: "json" };
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { AwsRefusal, Failure, FailureReason, PolicyLayer } from "../failure.ts";
import { describeFailure, FAILURE_REASONS } from "../failure-reasons.ts";
import { FACTS, NODE, SUBJECT } from "../reasons/examples.ts";
import { type Choices, composed } from "./choices.ts";
import type { Fix } from "./fix.ts";
import { ec2TrustFixes } from "./trust-fix.ts";

const LAYERS: (PolicyLayer | undefined)[] = [undefined, "identity", "boundary", "unspecified"];

function fixesOf(reason: FailureReason, layer?: PolicyLayer, explicit = false): Fix[] {
  const aws: AwsRefusal | undefined = layer && {
    action: "iam:AttachRolePolicy",
    code: "AccessDenied",
    policyLayer: layer,
    explicit,
  };
  return describeFailure({ reason, facts: FACTS[reason], step: "connect", aws } as Failure, SUBJECT).fixes;
}

const EVERY = FAILURE_REASONS.flatMap((reason) =>
  LAYERS.flatMap((layer) => [false, true].flatMap((explicit) => fixesOf(reason, layer, explicit))),
);
const SCRIPTS = [...new Set(EVERY.filter(({ kind }) => kind === "aws_cli").map(({ body }) => body))];

test.each([
  [{ quota: 10 }, "of the 10 that AWS allows on a role", "Make room for 2 more", 2],
  [{ fitted: 3 }, "Rolecall detaches the policies it had already attached.", "Make room for 1 more", 1],
  [{}, "Nothing was attached", "Make room for 4 more", 4],
])("room is asked for as far as it is known what there is: %j", (known, says, room, atLeast) => {
  const attachedPolicyArns = Array.from({ length: 8 }, (_, at) => `arn:aws:iam::123456789012:policy/p${at}`);
  const facts = { attached: 8, needed: 4, attachedPolicyArns, ...known };
  const failure: Failure = { reason: "policy_quota_exceeded", facts, step: "attach_policies" };
  const { detail, fixes } = describeFailure(failure, SUBJECT);
  expect(detail).toContain("carries 8 managed policies");
  expect(detail).toContain(says);
  expect(detail).toContain(room);
  expect(detail).not.toContain("undefined");
  expect(fixes.flatMap(({ choices }) => choices?.atLeast ?? [])).toEqual([atLeast, atLeast]);
});

const CONNECTION = SUBJECT.connection;

describe("fixes of a refused connection", () => {
  const commandsFor = (externalId: string | undefined, arn = CONNECTION.connectionRoleArn, earlier = "") => {
    const trust = { Principal: { AWS: "*" }, ...(externalId && { Condition: { Is: externalId } }) };
    const subject = {
      ...SUBJECT,
      connection: { ...CONNECTION, earlierExternalIds: earlier ? [earlier] : [] },
    };
    const failure = { reason: "assume_denied", facts: FACTS.assume_denied, step: "connect" } as const;
    const { fixes } = describeFailure(failure, subject);
    const script = fixes.find(({ kind }) => kind === "aws_cli")?.body ?? "";
    return callsOf(script, { answer: JSON.stringify([arn, trust], null, 4) }).map(([, command]) => command);
  };

  test("a role that is another workspace's connection is left alone, with the reason", () => {
    expect(() => commandsFor("rc-of-another-workspace")).toThrow(
      /There is a role rolecall-connection already[\s\S]*choose another name/,
    );
  });

  test("and so is one of another path", () => {
    expect(() => commandsFor("rc-0f8c", "arn:aws:iam::123456789012:role/other/rolecall-connection")).toThrow(
      "it is not this connection's",
    );
  });

  test.each([
    ["its own", "rc-0f8c"],
    ["the one before a rotation", "rc-before"],
    ["one that somebody made up", "made-up"],
    ["none", undefined],
  ])("a role with this external ID is corrected: %s", (_, externalId) => {
    const commands = commandsFor(externalId, CONNECTION.connectionRoleArn, "rc-before");
    expect(commands).toEqual(["get-role", "update-assume-role-policy"]);
  });
});

describe("commands", () => {
  test("all of them are valid bash", () => {
    expect(SCRIPTS.length).toBeGreaterThan(30);
    const { stderr, status } = spawnSync("bash", ["--norc", "-n"], {
      input: SCRIPTS.join("\n"),
      encoding: "utf8",
    });
    expect([stderr, status]).toEqual(["", 0]);
  });

  test("all documents in them arrive unchanged", () => {
    const calls = SCRIPTS.filter((script) => !script.includes("$(")).flatMap((script) => [
      ...callsOf(script),
      ...callsOf(script, { absent: ["get-role", "get-policy", "get-instance-profile"] }),
    ]);
    const documents = calls.flatMap((call) =>
      ["policy-document", "assume-role-policy-document"]
        .filter((name) => call.includes(`--${name}`))
        .map((name) => option(call, name)),
    );
    expect(documents.length).toBeGreaterThan(10);
    for (const document of documents) expect(readPolicy(JSON.parse(document))).toMatchObject({ ok: true });
    for (const call of calls) expect(call[0]).toMatch(/^(iam|ec2)$/);
  });

  test("names with special characters of the shell arrive unchanged", () => {
    const role = roleArnFrom("arn:aws:iam::123456789012:role/it's/$(rm)/`x`/reporting=1,@+.-");
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Sid: 'it\'s "$HOME" `x` \\ !' },
    });
    const script = ec2TrustFixes(role, SUBJECT.connection, trust).find(({ kind }) => kind === "aws_cli");
    const [call = []] = callsOf(script?.body ?? "");
    expect(option(call, "role-name")).toBe("reporting=1,@+.-");
    expect(JSON.parse(option(call, "policy-document"))).toEqual(JSON.parse(trust));
  });

  test.each(["plain", "it's", "$(rm -rf /)", "`x`", 'a"b', "a b", "a\\b", "!x", "", "-x", "a\nb"])(
    "%j is one word",
    (word) => {
      const [call] = callsOf(`aws ${quote(word)} end`);
      expect(call).toEqual([word, "end"]);
    },
  );

  test("the boundary's new version has the old statements and the new one", () => {
    const [, script] = fixesOf("permissions_boundary_blocks");
    const calls = callsOf(script?.body ?? "", { answer: "v3" });
    expect(calls.map(([, command]) => command)).toEqual([
      "get-policy",
      "get-policy-version",
      "create-policy-version",
    ]);
    expect(option(calls[1] ?? [], "version-id")).toBe("v3");
    const [, added = ""] = /`(\[\n[\s\S]*\n\])`\]\[\]/.exec(option(calls[1] ?? [], "query")) ?? [];
    const [statement] = JSON.parse(added);
    expect(statement).toMatchObject({ Effect: "Allow", Resource: "*" });
    // Including those of rolecall-node that were not simulated.
    expect(statement.Action).toEqual(
      expect.arrayContaining(["ssm:UpdateInstanceInformation", "ec2:DescribeTags"]),
    );
  });

  test("where the boundary denies explicitly and could not be read, a person has to change it", () => {
    const facts = { ...FACTS.permissions_boundary_blocks, forbidden: ["ssm:UpdateInstanceInformation"] };
    const failure: Failure = { reason: "permissions_boundary_blocks", facts, step: "verify" };
    const { detail, fixes } = describeFailure(failure, SUBJECT);
    expect(detail).toContain("forbids ssm:UpdateInstanceInformation");
    expect(fixes.map(({ kind }) => kind)).toEqual(["console", "aws_cli", "text", "text"]);
    const calls = callsOf(fixes[1]?.body ?? "", { answer: "v3" }).map(([, command]) => command);
    expect(calls).toEqual(["get-policy", "get-policy-version"]);
  });

  test("where the boundary was read, its new version is shown complete, with its Deny narrowed", () => {
    const boundary = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:*", Resource: "*" },
        { Sid: "Fence", Effect: "Deny", Action: ["ssm:UpdateInstanceInformation", "iam:*"], Resource: "*" },
      ],
    };
    const facts = {
      ...FACTS.permissions_boundary_blocks,
      forbidden: ["ssm:UpdateInstanceInformation"],
      boundaryDocument: JSON.stringify(boundary),
    };
    const failure: Failure = { reason: "permissions_boundary_blocks", facts, step: "verify" };
    const { fixes } = describeFailure(failure, SUBJECT);
    expect(fixes.map(({ title }) => title)).toEqual(["AWS console", "AWS CLI", "Terraform"]);
    const [call = []] = callsOf(fixes[1]?.body ?? "");
    const written = JSON.parse(option(call, "policy-document"));
    expect(written).toEqual(JSON.parse(fixes[0]?.body ?? ""));
    expect(written.Statement).toEqual([
      boundary.Statement[0],
      { Sid: "Fence", Effect: "Deny", Action: ["iam:*"], Resource: "*" },
      expect.objectContaining({ Sid: "RolecallRequiredPolicies", Effect: "Allow" }),
    ]);
  });

  test("a Deny in a known document is shown before and after; others are saved for a person", () => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: ["logs:*", "s3:DeleteBucket"], Resource: "*" }],
    });
    const deniedBy = [
      { name: "quiet", document },
      { name: "guard", arn: `${NODE}-guard` },
    ];
    const facts = { actions: ["logs:PutLogEvents"], policies: [], deniedBy };
    const failure: Failure = { reason: "explicit_deny_blocks", facts, step: "verify" };
    const { detail, fixes } = describeFailure(failure, SUBJECT);
    expect(detail).toContain("its policies quiet and guard deny logs:PutLogEvents");
    expect(fixes.map(({ title }) => title)).toEqual([
      "AWS console",
      "AWS CLI",
      "AWS console: other policies",
      "AWS CLI: other policies",
      "What to change: other policies",
    ]);
    const [shown, script, , saving] = fixes;
    expect(JSON.parse(shown?.body ?? "").Statement).toEqual([
      { Effect: "Deny", Action: ["s3:DeleteBucket"], Resource: "*" },
    ]);
    expect(shown?.notes?.join()).toContain(
      "Statement 1 no longer denies logs:*. IAM cannot leave single actions",
    );
    const commands = [script, saving].map((fix) =>
      callsOf(fix?.body ?? "", { answer: "v1" }).map(([, command]) => command),
    );
    expect(commands).toEqual([["put-role-policy"], ["get-policy", "get-policy-version"]]);
  });

  test.each([
    ["inline", {}, "Delete quiet", "delete-role-policy"],
    ["managed", { arn: `${NODE}-quiet` }, "Detach quiet from the role reporting", "detach-role-policy"],
  ])("of a policy of which nothing is left no document is shown: %s", (_, more, words, command) => {
    const statement = { Effect: "Deny", Action: ["logs:*"], Resource: "*" };
    const deniedBy = [{ name: "quiet", document: JSON.stringify({ Statement: [statement] }), ...more }];
    const facts = { actions: ["logs:PutLogEvents"], policies: [], deniedBy };
    const failure: Failure = { reason: "explicit_deny_blocks", facts, step: "verify" };
    const { fixes } = describeFailure(failure, SUBJECT);
    expect(fixes[0]?.body).toContain(words);
    expect(fixes[0]?.notes?.join()).toContain("AWS stores no policy without a statement");
    expect(fixes.map(({ body }) => body).join()).not.toMatch(/"Statement": ?\[\]/);
    expect(callsOf(fixes[1]?.body ?? "").map(([, name]) => name)).toEqual([command]);
  });

  test("statements for different roles in one boundary have different Sids", () => {
    const sids = ["etl-prod", "etlprod", "etl_prod", "etl.prod", "etlX2Dprod"].map((name) => {
      const subject = { ...SUBJECT, roleArn: roleArnFrom(`arn:aws:iam::123456789012:role/${name}`) };
      const aws = { action: "iam:AttachRolePolicy", code: "AccessDenied", explicit: false } as const;
      const failure = {
        reason: "attach_denied",
        facts: FACTS.attach_denied,
        step: "attach_policies",
        aws: { ...aws, policyLayer: "boundary" },
      } satisfies Failure;
      return JSON.parse(describeFailure(failure, subject).fixes[0]?.body ?? "").Sid as string;
    });
    expect(sids[1]).toBe("RolecallattachX2Detlprod");
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[0-9A-Za-z]+$/);
  });

  test("outside the partition aws commands name a Region", () => {
    const subject = {
      ...SUBJECT,
      roleArn: roleArnFrom("arn:aws-cn:iam::123456789012:role/reporting"),
      connection: {
        ...SUBJECT.connection,
        partition: "aws-cn" as const,
        connectionRoleArn: "arn:aws-cn:iam::123456789012:role/rolecall-connection",
      },
    };
    for (const reason of FAILURE_REASONS) {
      const { fixes } = describeFailure(
        { reason, facts: FACTS[reason], step: "connect" } as Failure,
        subject,
      );
      for (const { body } of fixes.filter(({ kind }) => kind === "aws_cli")) {
        const script = body.replace(/^\s*#.*$/gm, "");
        const commands = script.match(/aws iam (?:[^\n]|(?<=\\)\n)*/g) ?? [];
        for (const command of commands) {
          // A long document stands between the command and its Region.
          if (!command.includes("'{")) expect(command, reason).toContain("--region cn-north-1");
        }
      }
    }
  });
});

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

describe("Terraform", () => {
  test.skipIf(!hasTerraform)("every block is formatted as by terraform fmt", () => {
    const blocks = EVERY.filter(({ kind }) => kind === "terraform").map(({ body }) => body);
    const input = `${[...new Set(blocks)].join("\n\n")}\n`;
    const { stdout, status } = spawnSync("terraform", ["fmt", "-check", "-diff", "-"], {
      input,
      encoding: "utf8",
    });
    expect([stdout, status]).toEqual(["", 0]);
  });

  test("is formatted as by terraform fmt", () => {
    const document = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["a:B", "c:D"], Condition: { Bool: { "aws:x/y": "true" } }, Resource: [] },
      ],
    };
    expect(
      hclResource("aws_iam_policy", hclLabel("9-x.y"), [
        ["name", "x"],
        ["path", "/a/"],
        ["policy", hclDocument(document)],
      ]),
    ).toBe(
      `resource "aws_iam_policy" "_9_x_y" {
  name = "x"
  path = "/a/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "a:B",
          "c:D",
        ]
        Condition = {
          Bool = {
            "aws:x/y" = "true"
          }
        }
        Resource = []
      },
    ]
  })
}`,
    );
  });

  test("policy variables are not interpreted by Terraform", () => {
    const block = hclResource("x", "y", [["policy", hclDocument({ Resource: "a/${aws:username}/%{x}" })]]);
    expect(block).toContain('"a/$${aws:username}/%%{x}"');
  });
});

describe("removing actions from a Deny", () => {
  const deny = (more: object) => ({ Effect: "Deny", Resource: "*", ...more });
  const KEPT = { Effect: "Allow", Action: "s3:*", Resource: "*" };

  test.each<[string, object, object[]]>([
    [
      "where it is named",
      { Action: ["ssm:GetDocument", "s3:DeleteBucket"] },
      [deny({ Action: ["s3:DeleteBucket"] })],
    ],
    [
      "where a wildcard covers it",
      { Action: ["ssm:*", "s3:DeleteBucket"] },
      [deny({ Action: ["s3:DeleteBucket"] })],
    ],
    ["wholly where nothing is left", { Action: "ssm:Get*" }, []],
    ["from a Deny of everything", { Action: "*" }, [deny({ NotAction: ["ssm:GetDocument"] })]],
    [
      "from a Deny of everything but",
      { NotAction: "s3:*" },
      [deny({ NotAction: ["s3:*", "ssm:GetDocument"] })],
    ],
    [
      "and left where it is about something else",
      { Action: "s3:DeleteBucket" },
      [deny({ Action: "s3:DeleteBucket" })],
    ],
  ])("%s", (_, statement, left) => {
    const document = { Statement: [KEPT, deny(statement)] };
    const { after } = sparingActions(document, ["ssm:GetDocument"], SUBJECT.roleArn.arn);
    expect(after).toEqual({ Statement: [KEPT, ...left] });
  });

  const MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
  const NO_MFA_AGE = { Null: { "aws:MultiFactorAuthAge": "true" } };
  test.each([
    ["of everything", { Action: "*", Condition: MFA }],
    [
      "of everything but what sets a factor up",
      { NotAction: ["iam:CreateVirtualMFADevice"], Condition: MFA },
    ],
    ["by the age of a factor", { Action: "ssm:*", Condition: NO_MFA_AGE }],
  ])(
    "from a Deny without MFA %s the role is excepted, because no machine has a second factor",
    (_, statement) => {
      const { arn } = SUBJECT.roleArn;
      const { after, statements } = sparingActions(
        { Statement: [deny(statement)] },
        ["ssm:GetDocument"],
        arn,
      );
      const Condition = { ...statement.Condition, ArnNotEquals: { "aws:PrincipalArn": arn } };
      expect(after.Statement).toEqual([deny({ ...statement, Condition })]);
      expect(statements).toEqual([{ index: 0, change: "excepts_role", patterns: [] }]);
    },
  );
});

describe("a trust policy over the quota", () => {
  const full = (cases as { title: string; policy: object }[]).find(({ title }) =>
    title.startsWith("four EKS"),
  );
  const trustPolicy = JSON.stringify(full?.policy);
  const failure: Failure = {
    reason: "trust_no_ec2",
    facts: { trustPolicy, trusts: ["EKS pods (through their service accounts)"] },
    step: "check_trust",
  };

  test("is reported first, with what to raise and what to remove", () => {
    const { fixes } = describeFailure(failure, SUBJECT);
    expect(fixes.map(({ title }) => title)).toEqual([
      "Too long: make room first",
      "Ask AWS for a higher quota",
      "Trust policy, once it fits",
      "AWS CLI, once it fits",
    ]);
    expect(fixes[0]?.body).toMatch(/has 2,0\d\d characters without white space.*AWS allows 2,048/s);
    expect(fixes[1]?.body).toContain("--quota-code L-C07B4B0D --desired-value 3072");
    for (const fix of fixes.slice(2)) expect(fix.notes?.[0]).toContain("ACLSizePerRole");
  });
});

describe("a proposed trust policy is accompanied by what it removes", () => {
  test.each<[string, object, RegExp]>([
    [
      "an external ID",
      {
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "x" } },
      },
      /sts:ExternalId in statement 1 protects the role from .*other customers.*removed from the statement/,
    ],
    [
      "MFA of a person",
      {
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com", AWS: "123456789012" },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
      /second factor\. It stays as it is for everybody else in that statement/,
    ],
    [
      "a source account that cannot be",
      {
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "1" } },
      },
      /on behalf of other accounts.*correct the account ID instead/,
    ],
    [
      "a role that was deleted, in a Deny",
      { Effect: "Deny", Principal: { AWS: "AROAIOSFODNN7EXAMPLE" }, Action: "sts:AssumeRole" },
      /Left out: AROAIOSFODNN7EXAMPLE.*statement 1 is removed, which names nobody else/,
    ],
    [
      "a Deny of everybody",
      { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" },
      /no longer covers EC2\. It goes on denying/,
    ],
  ])("%s", (_, statement, says) => {
    const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const notes = ec2TrustFixes(SUBJECT.roleArn, SUBJECT.connection, trustPolicy).map((fix) =>
      fix.notes?.join(" "),
    );
    expect(notes).toHaveLength(3);
    for (const note of notes) expect(note).toMatch(says);
  });
});

describe("a script contains the choices and nothing else", () => {
  const chosen = EVERY.filter(({ choices }) => choices !== undefined);

  test("before a choice the script makes no call", () => {
    expect(chosen.length).toBeGreaterThan(0);
    for (const { body } of chosen) expect(callsOf(body)).toEqual([]);
  });

  test("of eight policies, two of which have to go, only the two chosen are detached", () => {
    const attachedPolicyArns = Array.from(
      { length: 8 },
      (_, at) => `arn:aws:iam::123456789012:policy/p${at}`,
    );
    const facts = { attached: 8, needed: 4, quota: 10, attachedPolicyArns };
    const failure: Failure = { reason: "policy_quota_exceeded", facts, step: "attach_policies" };
    const fix = describeFailure(failure, SUBJECT).fixes.find(({ title }) => title === "AWS CLI: detach");
    const script = composed(fix?.choices as Choices, ({ label }) => ["p2", "p5"].includes(label));
    expect(callsOf(script).map((call) => option(call, "policy-arn"))).toEqual([
      "arn:aws:iam::123456789012:policy/p2",
      "arn:aws:iam::123456789012:policy/p5",
    ]);
  });

  test("an instance profile is only listed, and never deleted without a choice", () => {
    const [script] = fixesOf("profile_quota_exceeded");
    const calls = callsOf(script?.body ?? "", { answer: '[\n  "left-over"\n]' });
    expect(calls.map(([, command]) => command)).toEqual(["list-instance-profiles"]);
  });
});

describe("a script prints what it did", () => {
  const run = (script: string, status: number) =>
    spawnSync("bash", ["--norc", "-c", `aws() { return ${status}; }\n${script}`], { encoding: "utf8" })
      .stdout;
  const [, script] = fixesOf("trust_no_ec2");

  test("and what comes next", () => {
    expect(run(script?.body ?? "", 0)).toBe(
      "Done: the trust policy of reporting is changed. Next: go back to Rolecall and press Retry.\n",
    );
  });

  test("only after it succeeded", () => {
    expect(run(script?.body ?? "", 254)).toMatch(/^Stopped: /);
    const whole = EVERY.filter(({ kind, choices }) => kind === "aws_cli" && !choices);
    for (const { body } of whole)
      expect(body).toMatch(/\n {2}echo 'Done: .*\n\)\n\[ \$\? -eq 0 \] \|\| echo 'Stopped/s);
  });
});

describe("AWS console steps come first where nothing has to be found out before", () => {
  test.each(FAILURE_REASONS)("%s", (reason) => {
    // What a removal left is undone by a command first: the console cannot empty an instance profile.
    const plain = fixesOf(reason).filter(({ title }) => !/:|^Or /.test(title));
    const kinds = plain.map(({ kind, title }) => (title === "AWS console" ? "console" : kind));
    const order = kinds.filter((kind) => ["console", "aws_cli", "terraform"].includes(kind));
    const places = order.map((kind) => ["console", "aws_cli", "terraform"].indexOf(kind));
    expect(places).toEqual(places.toSorted());
  });

  test.each<[string, string]>([
    [
      "aws",
      "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/a%2Bb?section=trust_relationships",
    ],
    [
      "aws-cn",
      "https://cn-north-1.console.amazonaws.cn/iam/home?region=cn-north-1#/roles/details/a%2Bb?section=trust_relationships",
    ],
    [
      "aws-us-gov",
      "https://us-gov-west-1.console.amazonaws-us-gov.com/iam/home?region=us-gov-west-1#/roles/details/a%2Bb?section=trust_relationships",
    ],
  ])("the link is of the role's own partition: %s", (partition, url) => {
    const roleArn = roleArnFrom(`arn:${partition}:iam::123456789012:role/team/a+b`);
    const [fix] = ec2TrustFixes(roleArn, SUBJECT.connection, FACTS.trust_no_ec2.trustPolicy);
    expect(fix?.console?.url).toBe(url);
  });

  test("a partition without a public console has steps without a link", () => {
    const roleArn = roleArnFrom("arn:aws-iso:iam::123456789012:role/a");
    const [fix] = ec2TrustFixes(roleArn, SUBJECT.connection, FACTS.trust_no_ec2.trustPolicy);
    expect(fix?.console).toEqual({
      steps: expect.arrayContaining([expect.stringContaining("Edit trust policy")]),
    });
  });
});
