/** Examples of what can be pasted, in three formats. Browser-safe. */
export type Example = { name: string; text: string };

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

export const EXAMPLES: Example[] = [
  {
    name: "CSV",
    text: [
      "name,role_arn,description",
      `etl,${arn("team/data/etl")},nightly loads`,
      `training,${arn("ml-training")},"GPU jobs, on demand"`,
    ].join("\n"),
  },
  {
    name: "JSON",
    text: JSON.stringify(
      [
        { name: "etl", roleArn: arn("team/data/etl"), description: "nightly loads" },
        { name: "training", roleArn: arn("ml-training") },
      ],
      null,
      2,
    ),
  },
  { name: "list of ARNs", text: [arn("team/data/etl"), arn("ml-training")].join("\n") },
];
