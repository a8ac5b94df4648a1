/** Policy documents for seeds. */
export type Document = { Version: string; Statement: object[] };

export const policy = (...statements: object[]): Document => ({
  Version: "2012-10-17",
  Statement: statements,
});

export const allow = (action: string | string[], resource: string | string[] = "*", condition?: object) =>
  statement("Allow", action, resource, condition);

export const deny = (action: string | string[], resource: string | string[] = "*", condition?: object) =>
  statement("Deny", action, resource, condition);

const statement = (
  effect: string,
  action: string | string[],
  resource: string | string[],
  condition?: object,
) => ({
  Effect: effect,
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});

export const trusting = (
  principal: object | string,
  condition?: object,
  action: string | string[] = "sts:AssumeRole",
) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  ...(condition && { Condition: condition }),
});

export const service = (name: string | string[]) => ({ Service: name });

/** The trust policy the console writes for the use case "EC2". */
export const trustsEc2 = policy(trusting(service("ec2.amazonaws.com")));

/** Reading and writing a bucket, as in the platforms' guides. */
export const bucketAccess = (bucket: string, partition = "aws") =>
  policy(
    allow(["s3:ListBucket"], [`arn:${partition}:s3:::${bucket}`]),
    allow(
      ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"],
      [`arn:${partition}:s3:::${bucket}/*`],
    ),
  );

export const fullAccess = policy(allow("*"));
