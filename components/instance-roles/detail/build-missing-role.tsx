import { BuilderLink } from "#components/role-builder/builder-link.tsx";
import { parseRoleArn } from "#lib/role-arn/role-arn.ts";

/** For a role that AWS does not know: the builder with its name, path and account, ahead of the scripts. */
export function BuildMissingRole({ slug, roleArn }: { slug: string; roleArn: string }) {
  const parsed = parseRoleArn(roleArn);
  if (!parsed.ok) return null;
  const { name: roleName, path, accountId } = parsed.roleArn;
  return (
    <p className="mt-3 max-w-[80ch]">
      Does it have to be made, with permissions for buckets?{" "}
      <BuilderLink slug={slug} given={{ roleName, path, accountId }}>
        Build {roleName} in the role builder →
      </BuilderLink>
    </p>
  );
}
