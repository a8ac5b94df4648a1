"use client";
import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type Draft, newKey, type PrincipalDraft } from "./draft.ts";
import { TextField } from "./text-field.tsx";
import type { Errors } from "./use-builder.ts";

const SERVICES = [
  { field: "ec2", label: "EC2 machines", what: "clusters, through an instance profile" },
  { field: "ecsTasks", label: "ECS tasks", what: "AWS Batch jobs, Fargate" },
  { field: "eksPods", label: "EKS pods", what: "by EKS Pod Identity" },
  { field: "platform", label: "Rolecall itself", what: "to test access, with this account's external ID" },
] as const;

type Props = { draft: Draft; errors: Errors; change(changes: Partial<Draft>): void };

/** Who may assume the role: services, and principals of other accounts. */
export function WhoFields({ draft, errors, change }: Props) {
  const { principals } = draft;
  const put = (key: number, changes: Partial<PrincipalDraft>) =>
    change({ principals: principals.map((one) => (one.key === key ? { ...one, ...changes } : one)) });
  const offset = [draft.ec2, draft.ecsTasks, draft.eksPods].filter(Boolean).length;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">Who may use it</legend>
      {SERVICES.map(({ field, label, what }) => (
        <label key={field} className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            checked={draft[field]}
            onChange={({ target }) => change({ [field]: target.checked })}
            className="size-4 accent-accent"
          />
          <span>
            {label} <span className="text-ink-2">– {what}</span>
          </span>
        </label>
      ))}
      {errors.trustedBy && <p className="text-sm text-bad">{errors.trustedBy}</p>}
      {principals.map(({ key, arn, externalId }, at) => (
        <div key={key} className="grid gap-3 rounded-lg border border-line p-3 sm:grid-cols-[2fr_1fr_auto]">
          <TextField
            name={`principal-${key}`}
            label="Principal's ARN"
            value={arn}
            onChange={(value) => put(key, { arn: value })}
            error={errors[`trustedBy.${offset + at}.arn`]}
            placeholder="arn:aws:iam::…:role/…"
            mono
          />
          <TextField
            name={`external-id-${key}`}
            label="External ID"
            value={externalId}
            onChange={(value) => put(key, { externalId: value })}
            error={errors[`trustedBy.${offset + at}.externalId`]}
            mono
          />
          <IconButton
            label="Remove this principal"
            onClick={() => change({ principals: principals.filter((one) => one.key !== key) })}
          >
            <X size={16} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          onClick={() => change({ principals: [...principals, { key: newKey(), arn: "", externalId: "" }] })}
        >
          <Plus size={14} aria-hidden /> Add a principal
        </Button>
      </div>
    </fieldset>
  );
}
