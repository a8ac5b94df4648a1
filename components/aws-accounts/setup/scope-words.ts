/** Describes which roles the set-up allows Rolecall to prepare. Browser-safe. */
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

export function scopeInWords({ rolePrefix, rolePath }: AwsAccountView["setup"]): string {
  if (rolePath && rolePrefix) return `Roles below ${rolePath} whose name begins with ${rolePrefix}`;
  if (rolePath) return `Roles below the path ${rolePath}`;
  if (rolePrefix) return `Roles whose name begins with ${rolePrefix}`;
  return "All roles of the account";
}
