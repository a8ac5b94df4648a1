import type { Operation } from "../operation.ts";
import * as acceptance from "./acceptance.ts";
import * as administration from "./administration.ts";
import * as awsAccounts from "./aws-accounts.ts";
import * as computeConfigs from "./compute-configs.ts";
import * as imports from "./imports.ts";
import * as instanceRoles from "./instance-roles.ts";
import * as instances from "./instances.ts";
import * as profileChoice from "./profile-choice.ts";
import * as roleDesigns from "./role-designs.ts";
import * as service from "./service.ts";

/** All operations of the API, in the order of the document. A test compares them with the routes. */
export const operations: Operation[] = [
  ...Object.values(instanceRoles),
  ...Object.values(acceptance),
  ...Object.values(profileChoice),
  ...Object.values(imports),
  ...Object.values(awsAccounts),
  ...Object.values(instances),
  ...Object.values(roleDesigns),
  ...Object.values(computeConfigs),
  ...Object.values(administration),
  ...Object.values(service),
];
