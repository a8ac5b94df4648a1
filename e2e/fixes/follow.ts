/** What a person does who follows the fix of a failure to its end. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { composed } from "#lib/failures/fixes/choices.ts";
import type { FailureView } from "#lib/failures/view.ts";
import type { AccountKeys } from "../support/connection-role.ts";
import type { Shell } from "./paste.ts";

type Fixes = FailureView["fixes"];
type Followed = { fix: Fixes[number]; fixes: Fixes; keys: AccountKeys };

/** Chooses what has to be chosen, pastes it, and does what it says comes next. @returns what was said */
export async function follow(shell: Shell, { fix, fixes, keys }: Followed): Promise<string> {
  const { choices } = fix;
  const chosen = choices?.options.slice(0, choices.atLeast) ?? [];
  const said = await shell.paste(choices ? composed(choices, (one) => chosen.includes(one)) : fix.body, keys);
  if (!/^Done: /m.test(said)) throw new Error(`the script does not say that it is done: ${said}`);
  const [deletion] = /^aws iam delete-instance-profile .*$/m.exec(said) ?? [];
  if (deletion) await shell.paste(deletion, keys);
  for (const [, name = "", write = ""] of said.matchAll(/^Saved as (\S+)\. To write it back: (.*)$/gm)) {
    const file = join(shell.folder, name);
    await writeFile(file, JSON.stringify(changed(JSON.parse(await readFile(file, "utf8")), fixes)));
    await shell.paste(write, keys);
  }
  return said;
}

type Statement = { Effect: string; Sid?: string };

/** By number 4 under "What to change", which serves whatever form the Deny has, and with the statement a tab shows. */
function changed(document: { Statement: Statement[] }, fixes: Fixes): object {
  const words = fixes.map(({ body }) => body).join("\n");
  const [, exceptArn] = /"ArnNotEquals": \{ "aws:PrincipalArn": "([^"]+)" \}/.exec(words) ?? [];
  const added = fixes.filter(({ kind, body }) => kind === "text" && body.startsWith("{"));
  const statements = document.Statement.map((one) =>
    one.Effect === "Deny" && one.Sid !== "NeverTouchKms"
      ? { ...one, Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptArn } } }
      : one,
  );
  return { ...document, Statement: [...statements, ...added.map(({ body }) => JSON.parse(body))] };
}
