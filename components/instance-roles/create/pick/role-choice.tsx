"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import { counted } from "#lib/counted.ts";
import { type AccountRoles, MOST_LISTED } from "#lib/instance-roles/pick/view.ts";
import { keepRows } from "../../import/kept-rows.ts";
import { matching } from "./matching.ts";
import { PickableRow } from "./pickable-row.tsx";

const MOST_SHOWN = 50;

type RoleChoiceProps = { slug: string; listed: AccountRoles; onPick: (arn: string) => void };

/** One role goes into the form, several into the import. */
export function RoleChoice({ slug, listed, onPick }: RoleChoiceProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [onlyEc2, setOnlyEc2] = useState(true);
  const [picked, setPicked] = useState<string[]>([]);
  const found = matching(listed.roles, { query, onlyEc2 });
  const [first] = picked;

  const toggle = (arn: string) =>
    setPicked(picked.includes(arn) ? picked.filter((each) => each !== arn) : [...picked, arn]);

  function goOn() {
    if (picked.length === 1 && first) return onPick(first);
    keepRows(slug, picked.join("\n"));
    router.push(`/${slug}/instance-roles/import`);
  }

  return (
    <div className="flex flex-col gap-2">
      <input
        type="search"
        aria-label="Search the account's roles"
        placeholder="Name, path or tag, for example team=data"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        className={`${inputClass} field-size`}
      />
      <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={onlyEc2}
          onChange={({ target }) => setOnlyEc2(target.checked)}
          className="size-4 accent-accent"
        />
        Only roles whose trust policy allows EC2
      </label>
      <p className="text-sm text-ink-2">{countWords(found.length, listed)}</p>
      {found.length > 0 && (
        <ul className="max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line">
          {found.slice(0, MOST_SHOWN).map((role) => (
            <PickableRow
              key={role.roleArn}
              slug={slug}
              role={role}
              isPicked={picked.includes(role.roleArn)}
              onToggle={() => toggle(role.roleArn)}
            />
          ))}
        </ul>
      )}
      {found.length > MOST_SHOWN && (
        <p className="text-sm text-ink-2">
          The first {MOST_SHOWN} are shown. Search to see the {counted(found.length - MOST_SHOWN, "other")}.
        </p>
      )}
      {picked.length > 0 && (
        <div>
          <Button onClick={goOn}>
            {picked.length === 1 ? "Use this role" : `Import ${counted(picked.length, "role")} →`}
          </Button>
        </div>
      )}
    </div>
  );
}

function countWords(found: number, { roles, isCut }: AccountRoles): string {
  const all = `${found.toLocaleString("en")} of ${counted(roles.length, "role")}`;
  return isCut
    ? `${all}. The account has more than ${MOST_LISTED.toLocaleString("en")}; only these were read. Paste the ARN of any other.`
    : `${all}.`;
}
