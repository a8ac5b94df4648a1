"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { INSTANCE_STATES } from "#lib/instances/instance-states.ts";
import { addressOf, type InstanceAccount, type InstanceSearch } from "./search.ts";

type SearchFormProps = {
  slug: string;
  accounts: InstanceAccount[];
  search: InstanceSearch;
  /** Of the role whose machines alone are shown. */
  roleName: string | undefined;
};

/** Which account and Regions, and which of their machines. A choice is followed at once, a search on Enter. */
export function SearchForm({ slug, accounts, search, roleName }: SearchFormProps) {
  const router = useRouter();
  const [q, setQ] = useState(search.q);
  const go = (changes: Partial<InstanceSearch>) => router.push(addressOf(slug, { ...search, q, ...changes }));
  const account = accounts.find(({ id }) => id === search.account);

  function submit(event: FormEvent) {
    event.preventDefault();
    go({});
  }

  return (
    <form onSubmit={submit} className="mb-4 flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]">
        <FormField
          name="account"
          label="AWS account"
          control={
            <select
              value={search.account}
              onChange={({ target }) => go({ account: target.value, region: "", role: "" })}
              className={`${inputClass} field-size`}
            >
              {accounts.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          }
        />
        <FormField
          name="region"
          label="Region"
          control={
            <select
              value={search.region}
              onChange={({ target }) => go({ region: target.value })}
              className={`${inputClass} field-size`}
            >
              {regionChoices(account, search.region).map((choice) => (
                <option key={choice} value={choice}>
                  {choice.replaceAll(",", ", ")}
                </option>
              ))}
            </select>
          }
        />
        <FormField
          name="q"
          label="Name or instance ID"
          control={
            <input
              type="search"
              autoComplete="off"
              placeholder="etl- or i-0abc"
              value={q}
              onChange={({ target }) => setQ(target.value)}
              className={`${inputClass} field-size`}
            />
          }
        />
        <FormField
          name="state"
          label="State"
          control={
            <select
              value={search.state}
              onChange={({ target }) => go({ state: target.value })}
              className={`${inputClass} field-size`}
            >
              <option value="">All but terminated</option>
              {INSTANCE_STATES.map((state) => (
                <option key={state}>{state}</option>
              ))}
            </select>
          }
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit">Search</Button>
        {roleName && (
          <Button kind="quiet" onClick={() => go({ role: "" })}>
            Only with {roleName} <X size={14} aria-label="Show the others too" />
          </Button>
        )}
        <p className="text-sm text-ink-3">Names are told apart by upper and lower case.</p>
      </div>
    </form>
  );
}

/** Each Region, and before them the ones that are shown together. */
function regionChoices(account: InstanceAccount | undefined, shown: string): string[] {
  const { regions = [], ownRegions = [] } = account ?? {};
  return [...new Set([...(ownRegions.length > 1 ? [ownRegions.join(",")] : []), shown, ...regions])];
}
