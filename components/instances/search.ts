/** What the page of EC2 instances is asked for. Browser-safe. */

export type InstanceAccount = {
  id: string;
  /** Twelve digits. */
  accountId: string;
  partition: string;
  label: string;
  regions: string[];
  /** Where its machines run, as far as somebody said. */
  ownRegions: string[];
  includeAttach: boolean;
};

/** As in the address. `region`: several are separated by commas. */
export type InstanceSearch = { account: string; region: string; q: string; state: string; role: string };

export function addressOf(slug: string, search: InstanceSearch): string {
  const said = Object.entries(search).filter(([, value]) => value !== "");
  return `/${slug}/ec2-instances?${new URLSearchParams(said)}`;
}
