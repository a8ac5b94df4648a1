/** Databend reads buckets by assuming a role. Source: Databend documentation, CREATE CONNECTION. Browser-safe. */
import { quote } from "#lib/iac/shell.ts";
import { consumers } from "../consumer.ts";
import { labelOf } from "../identity.ts";
import { sql } from "./text.ts";

export const DATABEND_CONSUMERS = consumers({
  id: "databend",
  product: "Databend",
  title: "Connection and stage",
  takes: "role_arn",
  needs: "principal",
  note: "Databend assumes the role itself: its principal has to be trusted, with an external ID. Stages keep what their connection said when they were made.",
  snippets: ({ role, label }) => {
    const name = labelOf({ role, profile: { arn: "", name: "" }, ...(label && { label }) }).replace(
      /[^A-Za-z0-9_]/g,
      "_",
    );
    const statements = [
      `CREATE CONNECTION ${name} STORAGE_TYPE = 's3' ROLE_ARN = ${sql(role.arn)} EXTERNAL_ID = '<external ID>';`,
      `CREATE STAGE ${name} URL = 's3://<bucket>/<prefix>/' CONNECTION = (CONNECTION_NAME = ${sql(name)});`,
      `LIST @${name};`,
      `SELECT * FROM @${name}/<file> LIMIT 1;`,
    ];
    return [
      { title: "SQL", language: "sql" as const, body: statements.join("\n\n") },
      {
        title: "BendSQL: try it",
        language: "bash" as const,
        body: `bendsql --query=${quote(`LIST @${name};`)}`,
      },
    ];
  },
});
