import { requestTagKeys } from "../../authorization/request-context.ts";
import type { Tag } from "../../state/records.ts";
import { accessDenied, validationError } from "../../wire/errors.ts";
import type { Call } from "../action.ts";

type AssumeRoleParams = {
  RoleSessionName: string;
  RoleArn: string;
  ExternalId: string | undefined;
  DurationSeconds: number | undefined;
  Tags: Tag[];
  TransitiveTagKeys: string[];
  SourceIdentity: string | undefined;
};

export type Passed = {
  tags: Tag[];
  transitiveTagKeys: string[];
  sourceIdentity: string | undefined;
  setsTags: boolean;
};

/**
 * In role chaining, transitive tags and the source identity of the earlier session are kept; the source identity cannot
 * be changed.
 */
export function passedOn({ caller: { arn, session }, params }: Call<AssumeRoleParams>): Passed {
  const before = session?.tags.filter(({ Key }) => session.transitiveTagKeys.includes(Key)) ?? [];
  const { SourceIdentity } = params;
  if (SourceIdentity?.startsWith("aws:")) {
    throw validationError("Source Identity value must not begin with aws:");
  }
  const kept = session?.sourceIdentity;
  if (kept && SourceIdentity && SourceIdentity !== kept) {
    throw accessDenied(
      `User: ${arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${params.RoleArn}`,
    );
  }
  return {
    tags: [...before, ...params.Tags.filter(({ Key }) => !before.some((tag) => tag.Key === Key))],
    transitiveTagKeys: [...new Set([...(session?.transitiveTagKeys ?? []), ...params.TransitiveTagKeys])],
    sourceIdentity: kept ?? SourceIdentity,
    setsTags: params.Tags.length > 0 || before.length > 0,
  };
}

export function neededActions({ setsTags, sourceIdentity }: Passed): string[] {
  return [
    "sts:AssumeRole",
    ...(setsTags ? ["sts:TagSession"] : []),
    ...(sourceIdentity ? ["sts:SetSourceIdentity"] : []),
  ];
}

export const conditionKeys = (params: AssumeRoleParams, passed: Passed) => ({
  // The condition key is present only when the caller sends one.
  "sts:ExternalId": params.ExternalId,
  "sts:RoleSessionName": params.RoleSessionName,
  "sts:SourceIdentity": passed.sourceIdentity,
  "sts:TransitiveTagKeys": passed.transitiveTagKeys.length > 0 ? passed.transitiveTagKeys : undefined,
  ...requestTagKeys(passed.tags),
});
