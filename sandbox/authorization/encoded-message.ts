import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Context } from "../policies/context.ts";
import type { Caller } from "./caller.ts";
import type { Denial } from "./layers.ts";

/** Encrypts messages. They can be decoded while this process runs. */
const KEY = randomBytes(32);
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Asked = { action: string; resource: string };

/** Returns the encoded message at the end of EC2's refusals, which sts:DecodeAuthorizationMessage decodes. */
export function encodeDenial(caller: Caller, asked: Asked, context: Context, denial: Denial): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", KEY, iv);
  const text = JSON.stringify(messageOf(caller, asked, context, denial));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Returns the JSON of an encoded message; undefined for an invalid one. */
export function decodeMessage(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", KEY, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** The JSON in the shape of the AWS CLI's example, in which the action has no service prefix. */
function messageOf(caller: Caller, { action, resource }: Asked, context: Context, denial: Denial) {
  const items = <T>(list: T[]) => ({ items: list });
  const value = (text: string) => ({ value: text });
  const name = action.slice(action.indexOf(":") + 1);
  const matched = {
    statementId: "",
    effect: "DENY",
    principals: items([value(caller.userId.split(":")[0] ?? caller.userId)]),
    actions: items([value(action)]),
    resources: items([value(resource)]),
    conditions: items([]),
  };
  return {
    allowed: false,
    explicitDeny: denial.explicit,
    matchedStatements: items(denial.explicit ? [matched] : []),
    failures: items([]),
    context: {
      principal: { id: caller.userId, arn: caller.arn },
      action: name,
      resource,
      conditions: items([...context].map(([key, values]) => ({ key, values: items(values.map(value)) }))),
    },
  };
}
