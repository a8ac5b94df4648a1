/** The schema of an operator's own set of required policies. */
import { z } from "zod";
import { type Json, readPolicy } from "#lib/iam-policy/parse.ts";
import type { RequiredPolicySet } from "./required-policy.ts";

/** AWS's size limit of a managed policy, without white space. */
const LARGEST_DOCUMENT = 6144;
/** All actions of a resource are simulated in one call; more than this make each verification slow. */
const MOST_SIMULATED = 50;

const name = z
  .string()
  .regex(/^[\w+=,.@-]{1,128}$/, "a policy's name has 1 to 128 letters, digits and + = , . @ _ -");
const why = z.string().trim().min(1, "say in a few words what it is needed for").max(300);

const action = z.strictObject({
  action: z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*?]+$/, "an action looks like ssm:GetParameter"),
  why,
  simulate: z
    .string()
    .regex(/^(?:\*|arn:\S+)$/, "give * or an ARN")
    .optional(),
});

const actions = z.array(action).min(1, "list the actions the policy allows");

const document = z.record(z.string(), z.json()).superRefine((value, check) => {
  const parsed = readPolicy(value as Json);
  if (!parsed.ok) return check.addIssue({ code: "custom", message: `not a policy: ${parsed.why}` });
  if (parsed.document.statements.some(({ principals }) => principals)) {
    check.addIssue({ code: "custom", message: "a permission policy names no Principal" });
  }
  if (JSON.stringify(value).length > LARGEST_DOCUMENT) {
    check.addIssue({ code: "custom", message: `longer than the ${LARGEST_DOCUMENT} characters AWS allows` });
  }
});

const path = z
  .string()
  .regex(/^\/(?:[A-Za-z0-9.,+@=_-]+\/)*$/, "a path begins and ends with /")
  .optional();

const AWS_MANAGED = /^arn:aws[a-z-]*:iam::aws:policy(\/(?:\S+\/)?)([^/\s]+)$/;

/** Accepts AWS managed policies by ARN, of any partition; name and path are kept. */
function withoutArn(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { kind, name: written } = value as { kind?: unknown; name?: unknown };
  const [, pathOfArn, nameOfArn] =
    kind === "aws_managed" && typeof written === "string" ? (AWS_MANAGED.exec(written) ?? []) : [];
  if (!nameOfArn) return value;
  return { ...value, name: nameOfArn, ...(pathOfArn !== "/" && { path: pathOfArn }) };
}

const policy = z.preprocess(
  withoutArn,
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("aws_managed"), name, path, why, actions }),
    z.strictObject({
      kind: z.literal("customer_managed"),
      name,
      path,
      version: z.int().min(1),
      why,
      actions,
      document,
    }),
  ]),
);

export const requiredPolicySetSchema = z
  .strictObject({ policies: z.array(policy).min(1, "list at least one policy").max(25) })
  .superRefine(({ policies }, check) => {
    const names = policies.map((one) => one.name.toLowerCase());
    for (const [index, one] of names.entries()) {
      if (names.indexOf(one) === index) continue;
      check.addIssue({ code: "custom", path: ["policies", index, "name"], message: "is listed twice" });
    }
    const simulated = policies.flatMap((one) => one.actions).filter((one) => one.simulate).length;
    if (simulated > MOST_SIMULATED) {
      check.addIssue({
        code: "custom",
        path: ["policies"],
        message: `more than ${MOST_SIMULATED} actions to simulate`,
      });
    }
  }) satisfies z.ZodType<RequiredPolicySet>;
