/**
 * What AWS writes into the customer's CloudTrail beside every call of a session: on behalf of which workspace. The
 * session's name says of which run or check (docs/aws-facts.md, AssumeRole).
 */
export function sourceIdentityOf({ slug }: { slug: string }): string {
  return `rolecall-${slug}`.slice(0, 64);
}
