"use client";
import { useCallback, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { counted } from "#lib/counted.ts";
import type { ChangeView } from "#lib/instances/change/view.ts";
import type { InstanceView } from "#lib/instances/view.ts";
import { AttachDialog } from "./attach-dialog.tsx";
import { ChangePanel } from "./change-panel.tsx";
import { InstanceList } from "./instance-list.tsx";
import { ListProblem } from "./list-problem.tsx";
import { NotGranted } from "./not-granted.tsx";
import type { InstanceAccount, InstanceSearch } from "./search.ts";
import { SelectedInstances } from "./selected-instances.tsx";
import { useChange } from "./use-change.ts";
import { useInstanceList } from "./use-instance-list.ts";

type InstancesOfAccountProps = {
  slug: string;
  account: InstanceAccount;
  search: InstanceSearch;
  /** The change that is watched, from the address. */
  changeId: string | undefined;
  mayAttach: boolean;
  mayGrant: boolean;
};

/** The list, what is done with the selected ones, and how far that is. */
export function InstancesOfAccount(props: InstancesOfAccountProps) {
  const { slug, account, search, mayAttach, mayGrant } = props;
  const { list, problem, isLoading, read } = useInstanceList(slug, search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<"attach" | "detach">();
  const [changeId, setChangeId] = useState(props.changeId);
  const instances = `/api/v1/workspaces/${slug}/aws-accounts/${account.id}/instances`;
  const settled = useCallback(() => void read(), [read]);
  const path = changeId && `${instances}/changes/${changeId}`;
  const { change, setChange } = useChange(path, settled);
  const chosen = list?.items.filter(({ instanceId }) => selected.has(instanceId)) ?? [];

  function watch(begun: ChangeView) {
    setDoing(undefined);
    setSelected(new Set());
    setChange(begun);
    setChangeId(begun.id);
    const address = new URL(window.location.href);
    address.searchParams.set("change", begun.id);
    window.history.replaceState(null, "", address);
  }

  return (
    <div className="flex flex-col gap-4">
      {change && (
        <ChangePanel
          key={change.id}
          change={change}
          instances={instances}
          mayUndo={mayAttach}
          onUndo={watch}
        />
      )}
      {list && !list.mayAttach && <NotGranted slug={slug} account={account} mayGrant={mayGrant} />}
      {problem && <ListProblem slug={slug} account={account} problem={problem} onRetry={settled} />}
      {!list && isLoading && <output className="text-ink-2">Asking EC2 for the machines…</output>}
      {list && (
        <InstanceList
          slug={slug}
          items={list.items}
          search={search}
          selected={selected}
          onSelect={mayAttach && list.mayAttach ? setSelected : undefined}
        />
      )}
      {list?.nextCursor && (
        <p className="flex items-center justify-end gap-3 text-sm text-ink-3">
          {counted(list.items.length, "machine")} shown
          <Button busy={isLoading} onClick={() => list.nextCursor && read(list.nextCursor)}>
            {isLoading ? "Asking EC2…" : "Show more"}
          </Button>
        </p>
      )}
      {chosen.length > 0 && (
        <SelectedInstances chosen={chosen} onDo={setDoing} onClear={() => setSelected(new Set())} />
      )}
      {doing && chosen.length > 0 && (
        <AttachDialog
          slug={slug}
          accountId={account.accountId}
          instances={instances}
          chosen={chosen as [InstanceView, ...InstanceView[]]}
          isDetach={doing === "detach"}
          onClose={() => setDoing(undefined)}
          onBegun={watch}
        />
      )}
    </div>
  );
}
