/** Loads the policies this installation requires: the default set, or the operator's own. Node only. */
import { readFileSync } from "node:fs";
import { DEFAULT_REQUIRED_POLICIES } from "./default-set.ts";
import type { RequiredPolicySet } from "./required-policy.ts";
import { requiredPolicySetSchema } from "./schema.ts";

const VARIABLE = "ROLECALL_REQUIRED_POLICIES";

/**
 * Reads the JSON file that ROLECALL_REQUIRED_POLICIES names, or returns the default set. To be called once at start.
 * @throws Error whose message says what is wrong and where
 */
export function loadRequiredPolicies(file = process.env[VARIABLE]): RequiredPolicySet {
  if (!file) return DEFAULT_REQUIRED_POLICIES;
  const parsed = requiredPolicySetSchema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `  ${placeOf(path)}: ${message}`);
  throw new Error([`${VARIABLE}: ${file} is not a set of required policies.`, ...problems].join("\n"));
}

let loaded: RequiredPolicySet | undefined;

/** Returns the set of this process, loaded on the first call. */
export function requiredPolicySet(): RequiredPolicySet {
  loaded ??= loadRequiredPolicies();
  return loaded;
}

function readJson(file: string): unknown {
  const text = readOrExplain(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${VARIABLE}: ${file} is not JSON.`, { cause });
  }
}

function readOrExplain(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`${VARIABLE}: ${file} cannot be read.`, { cause });
  }
}

/** Returns a position such as `policies[0].name`, or the whole file. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return place.replace(/^\./, "") || "the file";
}
