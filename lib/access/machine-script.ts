/** A script that runs on a machine and says whether it has the role's credentials, and why not. Browser-safe. */
import { quote } from "#lib/iac/shell.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

/** The beginning of the report line that the role's page parses. */
export const REPORT_PREFIX = "rolecall-report-1";

/**
 * Bash with curl. It asks the metadata service by IMDSv2, reads only the `Code` of the credentials document, and prints
 * neither keys nor tokens. It changes nothing. `ROLECALL_IMDS` names another metadata service, for tests.
 */
export function machineScript({ name }: Pick<RoleArn, "name">): string {
  return `#!/usr/bin/env bash
# Does this machine have the credentials of the role ${name}? Changes nothing and prints no credentials.
role=${quote(name)}
imds=\${ROLECALL_IMDS:-http://169.254.169.254}
report() {
  echo
  echo "Paste this line on the role's page in Rolecall:"
  echo "${REPORT_PREFIX} cause=$1 role=$role found=\${2:-none}"
  exit 0
}
ask() { curl --noproxy '*' --silent --max-time 3 --header "X-aws-ec2-metadata-token: $token" "$imds/latest/meta-data/iam/$1"; }
status() { curl --noproxy '*' --silent --max-time 3 --output /dev/null --write-out '%{http_code}' "$@"; }

code=$(status --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$imds/latest/api/token") || report imds_unreachable
[ "$code" = 403 ] && report imds_off
[ "$code" = 200 ] || report imds_unreachable
token=$(curl --noproxy '*' --silent --max-time 3 --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$imds/latest/api/token")

code=$(status --header "X-aws-ec2-metadata-token: $token" "$imds/latest/meta-data/iam/info")
[ "$code" = 404 ] && report no_profile
info=$(ask info)
case $info in
  *InstanceProfileNotFound*) report profile_gone ;;
  *"does not contain a role"*) report profile_empty ;;
esac
found=$(ask security-credentials/ | head -n 1 | tr -cd 'A-Za-z0-9+=,.@_-')
[ -n "$found" ] || report profile_empty
answer=$(ask "security-credentials/$found" | grep -o '"Code" *: *"[A-Za-z]*"' | head -n 1)
case $answer in
  *AssumeRoleUnauthorizedAccess*) report trust_refused "$found" ;;
  *Success*) ;;
  *) report imds_unreachable "$found" ;;
esac
[ "$found" = "$role" ] || report other_role "$found"
if [ -n "\${AWS_ACCESS_KEY_ID:-}" ] || grep -qs aws_access_key_id "\${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}"; then
  report other_credentials "$found"
fi
report ok "$found"
`;
}
