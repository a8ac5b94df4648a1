"use client";
import { ChevronRight, Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type BucketDraft, type Draft, newBucket } from "./draft.ts";
import { TextField } from "./text-field.tsx";
import type { Errors } from "./use-builder.ts";

type Props = { draft: Draft; errors: Errors; change(changes: Partial<Draft>): void };

/** The buckets the role may access, one a row. */
export function BucketFields({ draft, errors, change }: Props) {
  const { buckets } = draft;
  const put = (key: number, changes: Partial<BucketDraft>) =>
    change({ buckets: buckets.map((one) => (one.key === key ? { ...one, ...changes } : one)) });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">What it may reach</legend>
      {buckets.map((bucket, at) => (
        <Bucket
          key={bucket.key}
          bucket={bucket}
          error={(field) => errors[`buckets.${at}.${field}`]}
          onChange={(changes) => put(bucket.key, changes)}
          onRemove={() => change({ buckets: buckets.filter(({ key }) => key !== bucket.key) })}
        />
      ))}
      <div>
        <Button onClick={() => change({ buckets: [...buckets, newBucket()] })}>
          <Plus size={14} aria-hidden /> Add a bucket
        </Button>
      </div>
    </fieldset>
  );
}

type BucketProps = {
  bucket: BucketDraft;
  error(field: string): string | undefined;
  onChange(changes: Partial<BucketDraft>): void;
  onRemove(): void;
};

function Bucket({ bucket, error, onChange, onRemove }: BucketProps) {
  const { key, name, prefix, access, accountId, kmsKeyArn, requesterPays, grantBy } = bucket;
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_1fr_auto]">
        <TextField
          name={`bucket-${key}`}
          label="Bucket"
          value={name}
          onChange={(value) => onChange({ name: value })}
          error={error("name")}
          placeholder="my-data"
          mono
        />
        <TextField
          name={`prefix-${key}`}
          label="Prefix"
          optional
          value={prefix}
          onChange={(value) => onChange({ prefix: value })}
          error={error("prefix")}
          placeholder="raw/2026"
          mono
        />
        <IconButton label={`Remove ${name || "this bucket"}`} onClick={onRemove}>
          <X size={16} />
        </IconButton>
      </div>
      <label className="flex flex-wrap items-center gap-2">
        Access
        <select
          value={access}
          onChange={({ target }) => onChange({ access: target.value as BucketDraft["access"] })}
          className={`${inputClass} h-8 w-auto pointer-coarse:h-10`}
        >
          <option value="read">Read</option>
          <option value="read_write">Read, write and delete</option>
        </select>
      </label>
      <details className="group">
        <summary className="inline-flex min-h-8 items-center gap-1 rounded-sm text-ink-2 hover:text-ink">
          <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
          Another account's bucket, encryption, requester pays
        </summary>
        <div className="mt-2 grid gap-3 sm:grid-cols-2">
          <TextField
            name={`owner-${key}`}
            label="Bucket's account"
            optional
            value={accountId}
            onChange={(value) => onChange({ accountId: value })}
            error={error("accountId")}
            hint="Where it is not the role's own. Its owner gets a bucket policy to add."
            mono
          />
          <TextField
            name={`kms-${key}`}
            label="KMS key's ARN"
            optional
            value={kmsKeyArn}
            onChange={(value) => onChange({ kmsKeyArn: value })}
            error={error("kmsKeyArn")}
            mono
          />
          <label className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              checked={grantBy === "bucket"}
              onChange={({ target }) => onChange({ grantBy: target.checked ? "bucket" : "role" })}
              className="size-4 accent-accent"
            />
            Grant by the bucket's policy, not the role's
          </label>
          <label className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              checked={requesterPays}
              onChange={({ target }) => onChange({ requesterPays: target.checked })}
              className="size-4 accent-accent"
            />
            Requester pays
          </label>
        </div>
      </details>
    </div>
  );
}
