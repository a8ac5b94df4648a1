"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { send } from "#components/send.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useForm } from "#components/use-form.ts";
import type { ComputeConfigView } from "#lib/compute-configs/view.ts";
import { type ChosenRole, RoleChoice } from "./role-choice.tsx";
import { readTags, writtenTags } from "./tags-text.ts";

export type AccountChoice = { id: string; accountId: string; label: string; regions: readonly string[] };

type ConfigFormProps = {
  slug: string;
  accounts: AccountChoice[];
  /** The config to change; absent for a new one. */
  config?: ComputeConfigView;
  chosen?: ChosenRole;
};

type Values = {
  name: string;
  awsAccountId: string;
  region: string;
  instanceRoleId: string;
  instanceType: string;
  tags: string;
};

/** The form of a compute config. Its account cannot be changed later, because its role belongs to it. */
export function ConfigForm({ slug, accounts, config, chosen: chosenBefore = null }: ConfigFormProps) {
  const router = useRouter();
  const form = useForm<Values>({
    name: config?.name ?? "",
    awsAccountId: config?.awsAccountId ?? accounts[0]?.id ?? "",
    region: config?.region ?? accounts[0]?.regions[0] ?? "",
    instanceRoleId: "",
    instanceType: config?.instanceType ?? "",
    tags: writtenTags(config?.tags ?? {}),
  });
  const [chosen, setChosen] = useState<ChosenRole>(chosenBefore);
  const { values, errors, change } = form;
  const account = accounts.find(({ id }) => id === values.awsAccountId);
  const configs = `/api/v1/workspaces/${slug}/compute-configs`;
  const home = `/${slug}/compute-configs`;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const tags = readTags(values.tags);
    if ("error" in tags) return form.check(element, { tags: { message: tags.error } });
    const typed = new FormData(element).get("instanceRoleId");
    if (typed && !chosen) {
      return form.check(element, { instanceRoleId: { message: "Choose one of the roles that are found" } });
    }
    const body = {
      name: values.name,
      region: values.region,
      instanceRoleId: chosen?.id ?? null,
      instanceType: values.instanceType.trim() || null,
      tags: tags.tags,
    };
    const saved = await form.send(element, () =>
      config
        ? send<ComputeConfigView>("PATCH", `${configs}/${config.id}`, body)
        : send<ComputeConfigView>("POST", configs, { ...body, awsAccountId: values.awsAccountId }),
    );
    if (!saved) return;
    router.push(`${home}/${saved.id}`);
    router.refresh();
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-6 rounded-lg border border-line bg-surface px-6 py-6"
    >
      <FormField
        name="name"
        label="Name"
        error={errors.name?.message}
        control={
          <input
            // The first field of a new config.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            autoComplete="off"
            value={values.name}
            onChange={({ target }) => change({ name: target.value })}
            className={`${inputClass} field-size`}
          />
        }
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <FormField
          name="awsAccountId"
          label="AWS account"
          error={errors.awsAccountId?.message}
          control={
            <select
              disabled={config !== undefined}
              value={values.awsAccountId}
              onChange={({ target }) => {
                const regions = accounts.find(({ id }) => id === target.value)?.regions ?? [];
                change({
                  awsAccountId: target.value,
                  ...(!regions.includes(values.region) && { region: regions[0] ?? "" }),
                });
              }}
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
          error={errors.region?.message}
          control={
            <select
              value={values.region}
              onChange={({ target }) => change({ region: target.value })}
              className={`${inputClass} field-size`}
            >
              {account?.regions.map((region) => (
                <option key={region}>{region}</option>
              ))}
            </select>
          }
        />
      </div>
      <RoleChoice
        key={values.awsAccountId}
        slug={slug}
        accountId={account?.accountId}
        chosen={chosen}
        onChoose={setChosen}
        error={errors.instanceRoleId?.message}
      />
      <FormField
        name="instanceType"
        label="Instance type"
        optional
        error={errors.instanceType?.message}
        control={
          <input
            autoComplete="off"
            placeholder="m7i.large"
            value={values.instanceType}
            onChange={({ target }) => change({ instanceType: target.value })}
            className={`${inputClass} field-size font-mono`}
          />
        }
      />
      <FormField
        name="tags"
        label="Tags"
        optional
        error={errors.tags?.message}
        hint="One a line, as key=value: for machines that are started with it."
        control={
          <textarea
            rows={3}
            spellCheck={false}
            value={values.tags}
            onChange={({ target }) => change({ tags: target.value })}
            className={`${inputClass} py-2 font-mono text-sm`}
          />
        }
      />
      {form.problem && (
        <Notice tone="bad" live>
          <ProblemWords problem={form.problem} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <ButtonLink href={config ? `${home}/${config.id}` : home}>Cancel</ButtonLink>
        <Button kind="primary" type="submit" busy={form.sending}>
          {config ? "Save changes" : "Create compute config"}
        </Button>
      </div>
    </form>
  );
}
