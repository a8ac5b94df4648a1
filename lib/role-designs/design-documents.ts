import { accountSetup } from "#lib/aws-accounts/setup-documents.ts";
import { findAccountsByNumber } from "#lib/aws-accounts/store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { invalidField } from "#lib/errors.ts";
import { roleArnOf } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { type RoleDocuments, roleDocuments } from "./documents.ts";
import { roleFiles } from "./files/all.ts";
import { hasProfile } from "./files/cli.ts";
import { consoleSteps } from "./files/console-steps.ts";
import { error, type Finding, warning } from "./finding.ts";
import { findingsOf } from "./findings.ts";
import type { RoleDesign } from "./schema.ts";
import { findNamesakes } from "./store.ts";
import type { Platform } from "./trust-statements.ts";
import type { RoleDocumentsView } from "./view.ts";

/**
 * Returns the documents, findings and files of a role design. Stores nothing and does not ask AWS.
 * @throws Refusal `forbidden`; `invalid` on `accountId` where the platform is to be trusted and the account is not
 * connected
 */
export async function designDocuments(ctx: Ctx, design: RoleDesign): Promise<RoleDocumentsView> {
  authorize(ctx, "role_design.read");
  const documents = roleDocuments(design, await platformFor(ctx, design));
  const findings = [...(await namesakes(ctx, design)), ...(await findingsOf(design, documents))];
  return toView(design, documents, findings);
}

async function platformFor(
  ctx: Ctx,
  { trustedBy, accountId, partition }: RoleDesign,
): Promise<Platform | null> {
  if (!trustedBy.some(({ kind }) => kind === "platform")) return null;
  const { workspace } = ctx;
  const accounts = accountId
    ? await inWorkspace(workspace.id, (tx) => findAccountsByNumber(tx, workspace.id, accountId))
    : [];
  const account = accounts.find((each) => each.partition === partition);
  if (!account) {
    const message =
      "Rolecall can be trusted by a role of a connected account alone; its external ID is that connection's";
    throw invalidField("accountId", "account_not_connected", message);
  }
  const { setup } = await accountSetup(ctx, account.id);
  return { principalArn: setup.platformPrincipalArn, externalId: setup.externalId };
}

async function namesakes(ctx: Ctx, { accountId, partition, path, roleName }: RoleDesign): Promise<Finding[]> {
  if (!accountId) return [];
  const workspaceId = ctx.workspace.id;
  const arns = await inWorkspace(workspaceId, (tx) =>
    findNamesakes(tx, { workspaceId, accountId, roleName }),
  );
  const own = roleArnOf({ partition, accountId, path, name: roleName }).arn;
  return arns.map((arn) =>
    arn === own
      ? warning("is_registered", "roleName", `The role ${arn} is registered here already`)
      : error(
          "name_exists",
          "roleName",
          `The account has the role ${arn} already; IAM tells names apart neither by case nor by path`,
        ),
  );
}

function toView(design: RoleDesign, documents: RoleDocuments, findings: Finding[]): RoleDocumentsView {
  const { profileName, ...rest } = documents;
  return {
    ...rest,
    profileName: hasProfile(design) ? profileName : null,
    findings,
    consoleSteps: consoleSteps(design, documents),
    files: roleFiles(design, documents),
  };
}
