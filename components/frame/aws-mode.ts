/** The label of each AWS mode. Browser-safe. */

export const AWS_MODE = {
  sandbox: { short: "Sandbox AWS", sentence: "Sandbox AWS: no real account is touched." },
  emulator: {
    short: "Emulated AWS",
    sentence: "Emulated AWS: no real account is touched, and trust policies are not enforced.",
  },
  live: { short: "Live AWS", sentence: "" },
} as const;

export type AwsMode = keyof typeof AWS_MODE;
