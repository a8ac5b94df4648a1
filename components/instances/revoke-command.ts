/**
 * The AWS CLI commands that end the sessions of some roles that began before now, as the console's "Revoke active
 * sessions" does: an inline policy that denies all to older tokens. Browser-safe.
 */
export function revokeCommand(roleArns: string[]): string {
  return ["NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)", ...roleArns.map(putDeny)].join("\n");
}

function putDeny(roleArn: string): string {
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const condition = `{"DateLessThan":{"aws:TokenIssueTime":"'"$NOW"'"}}`;
  const statement = `{"Effect":"Deny","Action":"*","Resource":"*","Condition":${condition}}`;
  const document = `'{"Version":"2012-10-17","Statement":[${statement}]}'`;
  return `aws iam put-role-policy --role-name '${name}' --policy-name AWSRevokeOlderSessions --policy-document ${document}`;
}
