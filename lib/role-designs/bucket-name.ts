/** S3's rules for general purpose bucket names. Browser-safe. Source: Amazon S3 User Guide, "Bucket naming rules". */

const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** Returns what is wrong with a bucket's name in one sentence, or null where S3 takes it. */
export function bucketNameProblem(name: string): string | null {
  if (name === "") return "Give the bucket's name";
  if (/^s3:\/\//i.test(name)) return "Give the bucket's name alone, without s3://";
  if (/^arn:/i.test(name)) return "Give the bucket's name, not its ARN";
  if (name.includes("/")) return "A bucket's name has no slash; what follows the slash is the prefix";
  if (name.length < 3 || name.length > 63) return "A bucket's name has 3 to 63 characters";
  if (/[A-Z]/.test(name)) return "A bucket's name has no capital letters";
  if (!/^[a-z0-9.-]+$/.test(name)) {
    return "A bucket's name has lower-case letters, digits, dots and hyphens only";
  }
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return "A bucket's name begins and ends with a letter or a digit";
  if (name.includes("..")) return "A bucket's name has no two dots side by side";
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return "A bucket's name is not formed like an IP address";
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  if (prefix) return `AWS keeps names that begin with ${prefix} for itself`;
  const suffix = RESERVED_SUFFIXES.find((reserved) => name.endsWith(reserved));
  if (suffix) return `Names that end with ${suffix} are of another kind than a bucket`;
  return null;
}
