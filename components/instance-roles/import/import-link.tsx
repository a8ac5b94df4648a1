import { ButtonLink } from "#components/ui/button.tsx";

export function ImportLink({ slug }: { slug: string }) {
  return <ButtonLink href={`/${slug}/instance-roles/import`}>Import</ButtonLink>;
}
