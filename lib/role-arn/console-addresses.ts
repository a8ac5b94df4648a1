/** Addresses of the AWS console, of its sign-in pages and of the access portal. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import { type ArnRefusal, type Meant, malformed, meantArn, ROLE_NAME } from "./arn-refusal.ts";
import { arnsIn, roleArnsAmong } from "./arns-in-text.ts";

// By the end of the host name; the isolated partitions' consoles are not on the open internet.
const HOSTS: [RegExp, Partition][] = [
  [/(?:^|\.)aws\.amazon\.com$/, "aws"],
  [/(?:^|\.)amazonaws\.cn$/, "aws-cn"],
  [/(?:^|\.)amazonaws-us-gov\.com$/, "aws-us-gov"],
  [/(?:^|\.)amazonaws-eusc\.eu$/, "aws-eusc"],
  [/(?:^|\.)c2shome\.ic\.gov$/, "aws-iso"],
  [/(?:^|\.)sc2shome\.sgov\.gov$/, "aws-iso-b"],
];

const ADDRESS = /^(?:https?:\/\/)?([a-z0-9.-]+\.[a-z]{2,})(?::\d+)?(?=[/?#]|$)(.*)$/is;

/** What an address of the console shows; `web_address` for any other address; null for what is none. */
export function consoleAddress(text: string): ArnRefusal | null {
  const [, givenHost = "", rest = ""] = ADDRESS.exec(text) ?? [];
  const host = givenHost.toLowerCase();
  if (/(?:^|\.)awsapps\.com$|\.app\.aws$/.test(host)) {
    return { reason: "arn_is_console_url", facts: { page: "access_portal" } };
  }
  const partition = HOSTS.find(([end]) => end.test(host))?.[1];
  const isConsole = partition && /(?:^|\.)(?:console|signin)\./.test(`${host}.`);
  if (!isConsole) return /^https?:\/\//i.test(text) ? otherAddress(text) : null;
  const decoded = percentDecoded(rest);
  const [arn, more] = roleArnsAmong(arnsIn(decoded));
  if (arn && !more) return { reason: "arn_is_console_url", facts: {}, meant: { roleArn: arn.arn } };
  if (/\/switchrole/i.test(rest)) return switchRole(rest, partition);
  const roleName = roleNameIn(rest);
  if (!roleName) return { reason: "arn_is_console_url", facts: {} };
  // A multi-session host begins with the account.
  const accountId = /^(\d{12})-/.exec(host)?.[1];
  const meant = { roleName, ...(accountId && { accountId }), ...(partition !== "aws" && { partition }) };
  return { reason: "arn_is_console_url", facts: { roleName }, meant };
}

function otherAddress(text: string): ArnRefusal {
  const [arn, more] = roleArnsAmong(arnsIn(percentDecoded(text)));
  return malformed("web_address", arn && !more ? meantArn(arn.arn) : undefined);
}

/** A link to switch roles names the path too, so the ARN is whole where the account is not an alias. */
function switchRole(rest: string, partition: Partition): ArnRefusal {
  const query = new URLSearchParams(/\?([^#]*)/.exec(rest)?.[1] ?? "");
  const [account, role] = [query.get("account") ?? "", query.get("roleName") ?? ""];
  const roleName = role.slice(role.lastIndexOf("/") + 1);
  if (!ROLE_NAME.test(roleName)) return { reason: "arn_is_console_url", facts: {} };
  const whole = meantArn(`arn:${partition}:iam::${account}:role/${role.replace(/^\/+/, "")}`);
  const meant: Meant | undefined = whole;
  return { reason: "arn_is_console_url", facts: { roleName }, ...(meant && { meant }) };
}

/** `#/roles/NAME`, `#/roles/details/NAME`, also with an editor or a tab of the page behind it. */
function roleNameIn(rest: string): string | null {
  const encoded = /#\/?roles\/(?:details\/)?([^/?&#]+)/.exec(rest)?.[1];
  if (!encoded || /^(?:details|create)$/.test(encoded)) return null; // the list and the form
  const name = percentDecoded(encoded).replace(/\$[A-Za-z]+$/, "");
  return ROLE_NAME.test(name) ? name : null;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % sign
  }
}
