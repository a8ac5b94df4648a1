/** URLs of pages of the AWS console. Browser-safe. Undefined for partitions whose console is not on the internet. */
import { consoleHost, homeRegion, type Partition } from "./partition.ts";

type Address = string | undefined;

/** A page in the home Region: IAM's pages are the same in every Region, and this one cannot be disabled. */
function page(partition: Partition, service: string): Address {
  const host = consoleHost(partition);
  return host ? `https://${homeRegion(partition)}.${host}/${service}` : undefined;
}

function iamPage(partition: Partition, path: string): Address {
  return page(partition, `iam/home?region=${homeRegion(partition)}#${path}`);
}

export function rolePage(partition: Partition, roleName: string, section = "permissions"): Address {
  return iamPage(partition, `/roles/details/${encodeURIComponent(roleName)}?section=${section}`);
}

export function trustPolicyPage(partition: Partition, roleName: string): Address {
  return rolePage(partition, roleName, "trust_relationships");
}

export function rolesPage(partition: Partition): Address {
  return iamPage(partition, "/roles");
}

export function createRolePage(partition: Partition): Address {
  return iamPage(partition, "/roles/create");
}

/** The editor of an inline policy of a role. */
export function inlinePolicyPage(partition: Partition, roleName: string, policyName: string): Address {
  const [role, policy] = [roleName, policyName].map(encodeURIComponent);
  return iamPage(partition, `/roles/details/${role}/editPolicy/${policy}?step=addPermissions`);
}

export function policyPage(partition: Partition, policyArn: string): Address {
  return iamPage(partition, `/policies/details/${encodeURIComponent(policyArn)}?section=permissions`);
}

export function createPolicyPage(partition: Partition): Address {
  return iamPage(partition, "/policies/create");
}

export function iamQuotaPage(partition: Partition, quotaCode: string): Address {
  return page(partition, `servicequotas/home/services/iam/quotas/${quotaCode}`);
}

export function instancePage(partition: Partition, region: string, instanceId: string): Address {
  const host = consoleHost(partition);
  return host
    ? `https://${region}.${host}/ec2/home?region=${region}#InstanceDetails:instanceId=${instanceId}`
    : undefined;
}

/** AWS CloudShell, which is signed in already. Not offered in other partitions. */
export function cloudShellPage(partition: Partition): Address {
  const isOffered = partition === "aws" || partition === "aws-us-gov";
  return isOffered ? page(partition, `cloudshell/home?region=${homeRegion(partition)}`) : undefined;
}
