import type { Organization } from "../state/records.ts";
import { type Document, fullAccess } from "./documents.ts";

const ID = "o-9kd83hsw2q";
const MANAGEMENT_ACCOUNT = "600142857193";

/** An organization around an account. FullAWSAccess is attached, as AWS does; the given policies are added. */
export function organization(given: { scps?: Document[]; rcps?: Document[] }): Organization {
  return {
    id: ID,
    managementAccountId: MANAGEMENT_ACCOUNT,
    serviceControlPolicies: attached("service_control_policy", given.scps ?? []),
    resourceControlPolicies: attached("resource_control_policy", given.rcps ?? []),
  };
}

const attached = (type: string, documents: Document[]) => [
  { arn: `arn:aws:organizations::aws:policy/${type}/p-FullAWSAccess`, text: JSON.stringify(fullAccess) },
  ...documents.map((document, index) => ({
    arn: `arn:aws:organizations::${MANAGEMENT_ACCOUNT}:policy/${ID}/${type}/p-4h7k2m9${index}`,
    text: JSON.stringify(document),
  })),
];
