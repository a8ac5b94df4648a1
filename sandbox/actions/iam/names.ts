import { integer, list, optional, struct, text } from "../../wire/params.ts";

const NAME = /^[\w+=,.@-]+$/;

/** Tab, line breaks and U+0020 to U+00FF. */
export const POLICY_TEXT = /^[\t\n\r\u0020-\u00FF]+$/;

export const roleName = text({ min: 1, max: 64, pattern: NAME });
export const instanceProfileName = text({ min: 1, max: 128, pattern: NAME });
export const policyName = text({ min: 1, max: 128, pattern: NAME });
export const policyArn = text({ min: 20, max: 2048 });
export const policyDocumentText = text({
  min: 1,
  max: 131_072,
  pattern: POLICY_TEXT,
});
export const path = optional(text({ min: 1, max: 512, pattern: /^(\/|\/[\x21-\x7e]+\/)$/ }));
export const pathPrefix = optional(text({ min: 1, max: 512, pattern: /^\/[\x21-\x7e]*$/ }));
/** Latin-1, without control characters but tab and line breaks. */
export const description = optional(text({ max: 1000, pattern: /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]*$/ }));
export const maxSessionDuration = optional(integer({ min: 3600, max: 43_200 }));
export const versionId = text({ pattern: /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/ });

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const tagKey = text({ min: 1, max: 128, pattern: TAG_TEXT });
export const tags = list(struct({ Key: tagKey, Value: text({ max: 256, pattern: TAG_TEXT }) }), { max: 50 });
