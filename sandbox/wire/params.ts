import { validationError } from "./errors.ts";
import type { Form } from "./request.ts";

type Reader<T> = (form: Form, name: string, problems: string[], path: string) => T;

/** Reads one parameter from the form. Its errors go into `problems`, so that all are reported at once. */
export type Param<T> = { read: Reader<T> };
export type Params = Record<string, Param<unknown>>;
export type ReadParams<P extends Params> = { [K in keyof P]: P[K] extends Param<infer T> ? T : never };

export function readParams<P extends Params>(params: P, form: Form): ReadParams<P> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { read }] of Object.entries(params)) {
    values[name] = read(form, name, problems, lowerFirst(name));
  }
  if (problems.length > 0) {
    const errors = problems.length === 1 ? "validation error" : "validation errors";
    throw validationError(`${problems.length} ${errors} detected: ${problems.join("; ")}`);
  }
  return values as ReadParams<P>;
}

const absent = (path: string) =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;

type TextRules = { min?: number; max?: number; pattern?: RegExp; oneOf?: readonly string[] };

/** A required string. */
export function text(rules: TextRules = {}): Param<string> {
  const read: Reader<string> = (form, name, problems, path) => {
    const value = form[name];
    if (value === undefined) {
      problems.push(absent(path));
      return "";
    }
    checkText(value, rules, problems, path);
    return value;
  };
  return { read };
}

export function optional<T>(param: Param<T>): Param<T | undefined> {
  return {
    read: (form, name, problems, path) =>
      form[name] === undefined || form[name] === "" ? undefined : param.read(form, name, problems, path),
  };
}

export function integer({ min, max }: { min: number; max: number }): Param<number> {
  const read: Reader<number> = (form, name, problems, path) => {
    const value = Number(form[name]);
    const bound = !Number.isInteger(value) || value < min ? min : max;
    if (!Number.isInteger(value) || value < min || value > max) {
      const side = bound === min ? "greater" : "less";
      problems.push(
        `Value '${form[name]}' at '${path}' failed to satisfy constraint: Member must have value ${side} than or equal to ${bound}`,
      );
    }
    return value;
  };
  return { read };
}

export const flag: Param<boolean> = { read: (form, name) => form[name] === "true" };

/** A list in IAM and STS: `Name.member.1=…`. An empty list is not sent at all, so a `required` one has a member. */
export function list<T>(item: Param<T>, rules: { max?: number; required?: boolean } = {}): Param<T[]> {
  return members(".member.", item, rules);
}

/** A list in EC2: `Name.1=…`. */
export function ec2List<T>(item: Param<T>): Param<T[]> {
  return members(".", item, {});
}

/** A structure: `Tags.member.1.Key=…`. */
export function struct<P extends Params>(fields: P): Param<ReadParams<P>> {
  const read: Reader<ReadParams<P>> = (form, name, problems, path) => {
    const value: Record<string, unknown> = {};
    for (const [field, param] of Object.entries(fields)) {
      value[field] = param.read(form, `${name}.${field}`, problems, `${path}.${lowerFirst(field)}`);
    }
    return value as ReadParams<P>;
  };
  return { read };
}

function members<T>(
  separator: string,
  item: Param<T>,
  { max, required = false }: { max?: number; required?: boolean },
): Param<T[]> {
  const read: Reader<T[]> = (form, name, problems, path) => {
    const values: T[] = [];
    const prefix = name + separator;
    const count = highestIndex(form, prefix);
    if (required && count === 0) problems.push(absent(path));
    for (let index = 1; index <= count; index++) {
      values.push(item.read(form, prefix + index, problems, `${path}.${index}.member`));
    }
    if (max !== undefined && values.length > max) {
      problems.push(
        `Value at '${path}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
      );
    }
    return values;
  };
  return { read };
}

function highestIndex(form: Form, prefix: string): number {
  let highest = 0;
  for (const key in form) {
    if (key.startsWith(prefix)) highest = Math.max(highest, Number.parseInt(key.slice(prefix.length), 10));
  }
  return Math.min(highest, 1000);
}

function checkText(value: string, rules: TextRules, problems: string[], path: string): void {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, oneOf } = rules;
  const refuse = (constraint: string) =>
    problems.push(`Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`);
  if (value.length < min) refuse(`Member must have length greater than or equal to ${min}`);
  if (value.length > max) refuse(`Member must have length less than or equal to ${max}`);
  if (pattern && !pattern.test(value)) {
    refuse(`Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, "")}`);
  }
  if (oneOf && !oneOf.includes(value)) refuse(`Member must satisfy enum value set: [${oneOf.join(", ")}]`);
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
