/** What people paste where a role's ARN is asked: lines of tools, addresses, templates, and what they hold. */
import { expect, test } from "vitest";
import { type ParsedRoleArn, parseRoleArn } from "./role-arn.ts";

const ARN = "arn:aws:iam::123456789012:role/team/etl";
const OTHER = "arn:aws:iam::123456789012:role/other";
const IN_AWS = { accountId: "123456789012", partition: "aws" };

/** What was pasted, the ARN it is taken for or the kind of refusal, and what is offered for it. */
type Pasted = [typed: string, is: string, offered?: object];

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates are what is pasted. */
const FROM_THE_FIELD: Pasted[] = [
  ["arn:aws:iam::123456789012:role/DataPipelineRole ", "arn:aws:iam::123456789012:role/DataPipelineRole"],
  [
    "\u00a0arn:aws:iam::123456789012:role/DataPipelineRole\u200b",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  ["arn:aws:iam::123456789012:role/Data-\nPipelineRole", "malformed"],
  [
    '"Arn": "arn:aws:iam::123456789012:role/DataPipelineRole",',
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "ROLES\tarn:aws:iam::123456789012:role/DataPipelineRole\t2019-04-23T09:11:12Z\t\t3600\t/\tAROAEXAMPLEAAAAAAAAAA\tDataPipelineRole",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    'role_arn = "arn:aws:iam::123456789012:role/DataPipelineRole"',
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    'export AWS_ROLE_ARN="arn:aws:iam::123456789012:role/DataPipelineRole"',
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "role_arn=arn:aws:iam::123456789012:role/DataPipelineRole\nsource_profile=default",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/DataPipelineRole",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "[DataPipelineRole](arn:aws:iam::123456789012:role/DataPipelineRole)",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  ["`arn:aws:iam::123456789012:role/DataPipelineRole`", "arn:aws:iam::123456789012:role/DataPipelineRole"],
  ["<arn:aws:iam::123456789012:role/DataPipelineRole>", "arn:aws:iam::123456789012:role/DataPipelineRole"],
  ["arn:aws:iam::123456789012:role/DataPipelineRole,", "arn:aws:iam::123456789012:role/DataPipelineRole"],
  ["arn:aws:iam::123456789012:role/DataPipelineRole.", "arn:aws:iam::123456789012:role/DataPipelineRole."],
  [
    "arn:aws:iam::123456789012:role/DataPipelineRole\narn:aws:iam::123456789012:role/DataPipelineRole",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FDataPipelineRole",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  ["arn:aws:iam::123456789012:role/DataPipelineRole\\n", "arn:aws:iam::123456789012:role/DataPipelineRole"],
  [
    "arn\uff1aaws\uff1aiam\uff1a\uff1a123456789012\uff1arole/DataPipelineRole",
    "arn:aws:iam::123456789012:role/DataPipelineRole",
  ],
  ["arn:aws:iam::123456789012:role/Dat\u0430-pipeline", "malformed"],
  ["ARN:AWS:IAM::123456789012:ROLE/DATAPIPELINEROLE", "malformed"],
  ["arn:${AWS::Partition}:iam::${AWS::AccountId}:/role/myfuncrole", "placeholder"],
  ["!Sub arn:aws:iam::${AWS::AccountId}:role/DataPipelineRole", "placeholder"],
  ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/DataPipelineRole", "placeholder"],
  ["aws_iam_role.instance.arn", "placeholder"],
  [`arn:aws:iam::${"X".repeat(12)}:role/DataPipelineRole`, "placeholder"],
  ["arn:aws:iam::123:role/example", "account_invalid"],
  ["arn:aws:iam::012345678901:role/DataPipelineRole", "arn:aws:iam::012345678901:role/DataPipelineRole"],
  ["arn:aws:iam::1.23457E+11:role/DataPipelineRole", "account_invalid"],
  ["arn:aws:iam::12345678901234:role/MyRole", "account_invalid"],
  [
    "arn:aws:iam::1234-5678-9012:role/DataPipelineRole",
    "account_invalid",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  ["arn:aws:iam::aws:role/DataPipelineRole", "account_invalid"],
  [
    "arn:aws:iam:123456789012:role/DataPipelineRole",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  ["arn:aws:iam::123456789012:arn:aws-cn:iam::123456789012:role/roleName", "malformed"],
  [
    "arn:aws:iam::123456789012:role/arn:aws:iam::123456789012:role/DataPipelineRole",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  [
    "arn:aws:iam::123456789012:roles/DataPipelineRole",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  [
    "arn:aws:iam::123456789012:role:DataPipelineRole",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  [
    "arn:aws:iam::123456789012:role/DataPipelineRole/",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  ["arn:aws:iam::123456789012:role/*", "malformed"],
  [
    "arn:aws:ec2:eu-west-1:123456789012:role/DataPipelineRole",
    "wrong_service",
    { roleArn: "arn:aws:iam::123456789012:role/DataPipelineRole" },
  ],
  [
    "123456789012:role/DataPipelineRole",
    "bare_name",
    { roleName: "DataPipelineRole", accountId: "123456789012" },
  ],
  ["123456789012/DataPipelineRole", "bare_name", { roleName: "DataPipelineRole", accountId: "123456789012" }],
  ["worker", "bare_name", { roleName: "worker" }],
  ["role/DataPipelineRole", "bare_name", { roleName: "DataPipelineRole" }],
  ["/service-role/DataPipelineRole", "bare_name", { roleName: "DataPipelineRole" }],
  ["missing", "bare_name", { roleName: "missing" }],
  [
    "arn:aws:iam::123456789012:instance-profile/eks-0abc1234-5678-90ab-cdef-EXAMPLE11111",
    "instance_profile",
    { profileName: "eks-0abc1234-5678-90ab-cdef-EXAMPLE11111", accountId: "123456789012", partition: "aws" },
  ],
  [
    "arn:aws:sts::123456789012:assumed-role/DataPipelineRole/i-0123456789abcdef0",
    "session",
    { roleName: "DataPipelineRole", accountId: "123456789012", partition: "aws" },
  ],
  [
    "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/user@example.com",
    "sso_managed",
  ],
  [
    "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    "service_linked",
  ],
  [
    "arn:aws:iam::123456789012:role/service-role/AWSGlueServiceRole-data",
    "arn:aws:iam::123456789012:role/service-role/AWSGlueServiceRole-data",
  ],
  ["arn:aws:iam::123456789012:root", "user"],
  ["arn:aws:iam::123456789012:policy/service-role/DataPipelinePolicy", "policy"],
  ["AROAEXAMPLEAAAAAAAAAA", "unique_id"],
  ["AROAEXAMPLEAAAAAAAAAA:i-0123456789abcdef0", "unique_id"],
  ["arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0", "wrong_service"],
  [
    "arn:aws:rolesanywhere:eu-west-1:123456789012:profile/11111111-2222-3333-4444-555555555555",
    "wrong_service",
  ],
  [
    "https://us-east-1.console.aws.amazon.com/iamv2/home?region=us-east-1#/roles/details/DataPipelineRole?section=trust_relationships",
    "console_url",
    { roleName: "DataPipelineRole" },
  ],
  [
    "https://123456789012-abcdefgh.us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/DataPipelineRole?section=permissions",
    "console_url",
    { roleName: "DataPipelineRole", accountId: "123456789012" },
  ],
  [
    "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/DataPipelineRole$jsonEditor?step=addPermissions",
    "console_url",
    { roleName: "DataPipelineRole" },
  ],
  [
    "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/DataPipelineRole/editPolicy/inline-s3?step=addPermissions",
    "console_url",
    { roleName: "DataPipelineRole" },
  ],
  [
    "https://us-east-1.console.aws.amazon.com/iam/home#/policies/details/arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FAmazonSSMManagedInstanceCore",
    "console_url",
  ],
  [
    "https://console.amazonaws-us-gov.com/iam/home?region=us-gov-west-1#/roles/DataPipelineRole",
    "console_url",
    { roleName: "DataPipelineRole", partition: "aws-us-gov" },
  ],
  [
    "https://eusc-de-east-1.console.amazonaws-eusc.eu/iam/home?region=eusc-de-east-1#/roles/details/DataPipelineRole",
    "console_url",
    { roleName: "DataPipelineRole", partition: "aws-eusc" },
  ],
  [
    "https://console.aws.amazon.com/go/view?arn=arn:aws:iam::123456789012:role/Admin",
    "console_url",
    { roleArn: "arn:aws:iam::123456789012:role/Admin" },
  ],
  [
    "https://signin.aws.amazon.com/switchrole?account=acme-prod&roleName=team%2FAdminAccessRole",
    "console_url",
  ],
  [
    "https://example.awsapps.com/start/#/console?account_id=123456789012&role_name=AdministratorAccess",
    "console_url",
  ],
  [
    "arn:aws-us-gov:iam::123456789012:role/DataPipelineRole",
    "arn:aws-us-gov:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "arn:aws-iso:iam::123456789012:role/DataPipelineRole",
    "arn:aws-iso:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "arn:aws-iso-e:iam::123456789012:role/DataPipelineRole",
    "arn:aws-iso-e:iam::123456789012:role/DataPipelineRole",
  ],
  [
    "arn:aws-iso-f:iam::123456789012:role/DataPipelineRole",
    "arn:aws-iso-f:iam::123456789012:role/DataPipelineRole",
  ],
  ["arn:aws-iso-x:iam::123456789012:role/DataPipelineRole", "partition_unknown"],
  [
    "arn:aws-gov:iam::123456789012:role/DataPipelineRole",
    "partition_unknown",
    { roleArn: "arn:aws-us-gov:iam::123456789012:role/DataPipelineRole" },
  ],
  [
    "arn:aws:iam::123456789012:role/newrelic/NewRelicInfrastructure-Integrations",
    "arn:aws:iam::123456789012:role/newrelic/NewRelicInfrastructure-Integrations",
  ],
  [
    "arn:aws:iam::123456789012:role/xxxxxxx/tnabcdefg/xxxxxxx-tnabcdefg",
    "arn:aws:iam::123456789012:role/xxxxxxx/tnabcdefg/xxxxxxx-tnabcdefg",
  ],
  [
    "arn:aws:iam::123456789012:role/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "arn:aws:iam::123456789012:role/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  ],
  [
    "arn:aws:iam::123456789012:role/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "malformed",
  ],
  ["arn:aws:iam::123456789012:role/team!/d\u00e4t\u00e4/Name", "malformed"],
  ["arn:aws:iam::123456789012:role/it's/$HOME/Name", "arn:aws:iam::123456789012:role/it's/$HOME/Name"],
  [
    "arn:aws:iam::123456789012:role/Name?x=1",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/Name" },
  ],
  ["arn:aws:iam::123456789012:role/Data Pipeline Role", "malformed"],
  ["AKIAIOSFODNN7EXAMPLE", "access_key"],
  ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "access_key"],
];

const LIKE_THEM: Pasted[] = [
  // Terminals, shells and logs.
  [`"RoleArn": "${ARN}"`, ARN],
  [`    "Arn": "${ARN}"`, ARN],
  [`'${ARN}'`, ARN],
  [`ROLE\t2024-02-12T09:11:01+00:00\t${ARN}\tetl`, ARN],
  [`AWS_ROLE_ARN=${ARN}`, ARN],
  [`set AWS_ROLE_ARN=${ARN}`, ARN],
  [`$env:AWS_ROLE_ARN = "${ARN}"`, ARN],
  [`ENV ROLE_ARN=${ARN}\nENV REGION=eu-west-1`, ARN],
  [`--role-arn ${ARN}`, "malformed", { roleArn: ARN }],
  [`aws iam get-role --role-name etl # ${ARN}`, ARN],
  [`output: ${ARN}\n$ `, ARN],
  [`role_arn = ${ARN} # production`, ARN],
  [`[profile etl]\nrole_arn = ${ARN}\nregion = eu-west-1`, ARN],
  [
    `{"Role":{"RoleName":"etl","Arn":"${ARN}","AssumeRolePolicyDocument":{"Statement":[{"Principal":{"AWS":"${OTHER}"}}]}}}`,
    ARN,
  ],
  [
    `{"InstanceProfile":{"Arn":"arn:aws:iam::123456789012:instance-profile/x","Roles":[{"Arn":"${ARN}"}]}}`,
    ARN,
  ],
  [`{"Roles":[{"Arn":"${ARN}"},{"Arn":"${OTHER}"}]}`, "several"],
  [
    `{"UserId":"AROAEXAMPLEAAAAAAAAAA:i-0abc","Account":"123456789012","Arn":"arn:aws:sts::123456789012:assumed-role/etl/i-0abc"}`,
    "session",
    { roleName: "etl", ...IN_AWS },
  ],
  ["arn:aws:sts::123456789012:assumed-role/etl/i-0abc\n", "session", { roleName: "etl", ...IN_AWS }],
  [
    `User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: iam:PassRole on resource: ${ARN} because`,
    "malformed",
  ],
  // JSON, YAML, Terraform and the like.
  [`"${ARN}",`, ARN],
  [`["${ARN}"]`, ARN],
  [`['${ARN}']`, ARN],
  [`roleArn: ${ARN}`, ARN],
  [`roleArn: '${ARN}'`, ARN],
  [`- ${ARN}`, ARN],
  [`roleArn: >-\n  ${ARN}\n`, ARN],
  [`role = "${ARN}" # nightly`, ARN],
  [`iam_role_arn => "${ARN}",`, ARN],
  [`<roleArn>${ARN}</roleArn>`, ARN],
  [`&quot;${ARN}&quot;`, ARN],
  [`\\"${ARN}\\"`, ARN],
  [`"arn:aws:iam::123456789012:role\\/team\\/etl"`, ARN],
  [`${ARN}\\r\\n`, ARN],
  [`${ARN}\\t`, ARN],
  [`="${ARN}"`, ARN],
  // Markdown, mail, chat and office.
  [`**${ARN}**`, ARN],
  [`- \`${ARN}\``, ARN],
  [`| etl | ${ARN} | nightly |`, ARN],
  [`> ${ARN}`, ARN],
  [`\`\`\`\n${ARN}\n\`\`\``, ARN],
  [`(${ARN})`, ARN],
  [`[${ARN}]`, ARN],
  [`[${ARN}](https://example.com)`, ARN],
  [`“${ARN}”`, ARN],
  [`«${ARN}»`, ARN],
  [`\ufeff${ARN}`, ARN],
  [`\u200e${ARN}\u200f`, ARN],
  [`${ARN};`, ARN],
  [`Use ${ARN}.`, "malformed", { roleArn: ARN }],
  [`The role (${ARN}) is new.`, ARN],
  [`Please take ${ARN}, thanks`, "malformed", { roleArn: ARN }],
  // Encodings and keyboards.
  ["arn%253Aaws%253Aiam%253A%253A123456789012%253Arole%252Fteam%252Fetl", ARN],
  ["arn%3aaws%3aiam%3a%3a123456789012%3arole%2fteam%2fetl", ARN],
  ["ａｒｎ：ａｗｓ：ｉａｍ：：１２３４５６７８９０１２：ｒｏｌｅ／ｔｅａｍ／ｅｔｌ", ARN],
  ["arn\ua789aws\ua789iam\ua789\ua789123456789012\ua789role/team/etl", ARN],
  ["arn:aws:iam::123456789012:role/team/et\u200bl", "malformed", { roleArn: ARN }],
  [
    "arn:aws:iam::123456789012:role/data\u2011pipeline",
    "malformed",
    { roleArn: "arn:aws:iam::123456789012:role/data-pipeline" },
  ],
  ["arn:aws:iam::123456789012:role/data\u2013pipeline", "malformed"],
  ["arn:aws:iam::123456789012:role/\u0435tl", "malformed"],
  ["arn:aws:iam::123456789012:role/DataPipel\u2026", "malformed"],
  // Several, and what may be one in two pieces.
  [`${ARN},${OTHER}`, "several"],
  [`${ARN}, ${OTHER}`, "several"],
  [`${ARN}\n${OTHER}`, "several"],
  [`${ARN} ${OTHER}`, "several"],
  [`${ARN};${OTHER}`, "several"],
  [`${ARN}${OTHER}`, "several"],
  [`${ARN}|${OTHER}`, "several"],
  [`["${ARN}","${OTHER}"]`, "several"],
  [`${ARN},${ARN}`, ARN],
  [`${ARN}\r\n${ARN}\r\n`, ARN],
  [`${ARN}${ARN}`, "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012:role/team/e\ntl", "malformed"],
  ['"arn:aws:iam::123456789012:role/team/Data-\nPipelineRole",', "malformed"],
  ['role_arn = "arn:aws:iam::123456789012:role/team/Da\n  taPipelineRole"', "malformed"],
  ["arn:aws:iam::123456789012:role/Data Pipeline", "malformed"],
  ["Role: arn:aws:iam::123456789012:role/Data Pipeline Role", "malformed"],
  ["arn:aws:iam::123456789012:role/ team/etl", "malformed", { roleArn: ARN }],
  // Templates.
  ["arn:aws:iam::${local.account}:role/etl", "placeholder"],
  ["arn:aws:iam::123456789012:role/${var.name}", "placeholder"],
  ["arn:aws:iam::123456789012:role/${var.path}/etl", "placeholder"],
  ["arn:aws:iam::{{ account_id }}:role/etl", "placeholder"],
  ["arn:aws:iam::<account>:role/etl", "placeholder"],
  ["arn:aws:iam::<ACCOUNT_ID>:role/etl", "placeholder"],
  ["arn:aws:iam::ACCOUNT_ID:role/etl", "placeholder"],
  ["arn:aws:iam::AccountId:role/etl", "placeholder"],
  ["arn:aws:iam::************:role/etl", "placeholder"],
  ["arn:aws:iam::1234XXXX9012:role/etl", "placeholder"],
  ["arn:aws:iam::xxxxxxxxxxxx:role/etl", "placeholder"],
  ["arn:aws:iam::$ACCOUNT:role/etl", "placeholder"],
  ["arn:aws:iam::123456789012:role/<role-name>", "placeholder"],
  ["arn:aws:iam::123456789012:role/YOUR_ROLE_NAME", "placeholder"],
  ["<role-arn>", "placeholder"],
  ["$ROLE_ARN", "placeholder"],
  ["${ROLE_ARN}", "placeholder"],
  ["{{ .Values.roleArn }}", "placeholder"],
  ["!GetAtt InstanceRole.Arn", "placeholder"],
  ["!Ref RoleArn", "placeholder"],
  ["Fn::GetAtt: [InstanceRole, Arn]", "placeholder"],
  ["module.iam.role_arn", "placeholder"],
  ["data.aws_iam_role.etl.arn", "placeholder"],
  ["var.role_arn", "placeholder"],
  ["aws_iam_role.etl[0].arn", "placeholder"],
  ["role_arn = aws_iam_role.etl.arn", "placeholder"],
  ["role_arn = var.role_arn", "placeholder"],
  ["(known after apply)", "placeholder"],
  ["$(terraform output -raw role_arn)", "placeholder"],
  ["arn:aws:iam::123456789012:role/%TEAM%", "malformed"],
  // Numbers and signs gone wrong.
  ["arn:aws:iam::123456789012 :role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam:::123456789012:role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012::role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012/role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012:/role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam:us-east-1:123456789012:role/team/etl", "region_not_empty", { roleArn: ARN }],
  ["aws:iam::123456789012:role/team/etl", "malformed", { roleArn: ARN }],
  ["rn:aws:iam::123456789012:role/team/etl", "malformed", { roleArn: ARN }],
  ["iam::123456789012:role/etl", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["arn:aws:iam::1234.5678.9012:role/etl", "account_invalid"],
  ["arn:aws:iam::1,23457E+11:role/etl", "account_invalid"],
  ["arn:aws:iam::12345678901O:role/etl", "account_invalid"],
  ["arn:aws:iam::*:role/etl", "malformed"],
  ["arn:aws:iam::123456789012:role/etl-*", "malformed"],
  ["arn:aws:iam::123456789012:role/team/etl#permissions", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012:role/team/etl?a=b&c=d", "malformed", { roleArn: ARN }],
  ["arn:aws:s3:::bucket/role/etl", "wrong_service"],
  ["arn:aws:sts::123456789012:role/team/etl", "wrong_service", { roleArn: ARN }],
  [
    "arn:aws-govcloud:iam::123456789012:role/etl",
    "partition_unknown",
    { roleArn: "arn:aws-us-gov:iam::123456789012:role/etl" },
  ],
  ["arn:aws-eu:iam::123456789012:role/etl", "partition_unknown"],
  ["ARN:AWS:IAM::123456789012:role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::111122223333:role/arn:aws:iam::123456789012:role/etl", "malformed"],
  // Names, with the account or without.
  ["123456789012 etl", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["etl (123456789012)", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["1234-5678-9012/etl", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["Account: 123456789012, Role: etl", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["123456789012\netl", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["etl @ 123456789012", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["123456789012", "malformed"],
  ["team/data/etl", "bare_name", { roleName: "etl" }],
  ["None", "bare_name", { roleName: "None" }],
  // Sessions, profiles and what only AWS may change.
  [
    "arn:aws-us-gov:sts::123456789012:assumed-role/etl/ada@example.com",
    "session",
    { roleName: "etl", accountId: "123456789012", partition: "aws-us-gov" },
  ],
  ["arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForECS/x", "service_linked"],
  [
    "arn:aws-cn:iam::123456789012:instance-profile/team/etl",
    "instance_profile",
    { profileName: "etl", accountId: "123456789012", partition: "aws-cn" },
  ],
  [
    '"Arn": "arn:aws:iam::123456789012:instance-profile/etl"',
    "instance_profile",
    { profileName: "etl", ...IN_AWS },
  ],
  // Addresses.
  ["https://console.aws.amazon.com/iam/home?#roles/etl", "console_url", { roleName: "etl" }],
  [
    "https://console.aws.amazon.com/iam/home?region=us-east-1#/roles/etl?section=trust",
    "console_url",
    { roleName: "etl" },
  ],
  [
    "https://us-east-1.console.aws.amazon.com/iam/home#/roles/etl$createPolicy?step=edit",
    "console_url",
    { roleName: "etl" },
  ],
  [
    "https://us-east-1.console.aws.amazon.com/iam/home#/roles/details/a%2Bb%40c?section=x",
    "console_url",
    { roleName: "a+b@c" },
  ],
  [
    "https://210987654321-x1y2z3.eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1#/roles/details/etl",
    "console_url",
    { roleName: "etl", accountId: "210987654321" },
  ],
  [
    "https://cn-north-1.console.amazonaws.cn/iam/home#/roles/details/etl",
    "console_url",
    { roleName: "etl", partition: "aws-cn" },
  ],
  [
    "https://console.aws.amazon.com/go/view?arn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fteam%2Fetl",
    "console_url",
    { roleArn: ARN },
  ],
  ["https://console.aws.amazon.com/iam/home#/roles", "console_url"],
  ["https://console.aws.amazon.com/iam/home#/users/details/ada", "console_url"],
  [
    "https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0abc",
    "console_url",
  ],
  [
    "https://signin.aws.amazon.com/switchrole?account=123456789012&roleName=team%2Fetl&displayName=x",
    "console_url",
    { roleArn: ARN },
  ],
  [
    "https://signin.amazonaws-us-gov.com/switchrole?roleName=etl&account=123456789012",
    "console_url",
    { roleArn: "arn:aws-us-gov:iam::123456789012:role/etl" },
  ],
  ["https://d-1234567890.awsapps.com/start/#/?tab=accounts", "console_url"],
  [`https://wiki.example.com/?role=${ARN}`, "malformed", { roleArn: ARN }],
  ["https://wiki.example.com/roles", "malformed"],
  // Credentials.
  ["ASIAIOSFODNN7EXAMPLE", "access_key"],
  ["AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "access_key"],
  ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "access_key"],
  ["AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "access_key"],
  [`${ARN}\nAKIAIOSFODNN7EXAMPLE`, "access_key"],
  [`role_arn = ${ARN}\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`, "access_key"],
  ["arn:aws:iam::123456789012:role/AKIAIOSFODNN7EXAMPLE", "access_key"],
  [
    '{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}',
    "access_key",
  ],
  // Near misses of a second look.
  [`${ARN} - production`, "malformed"],
  [`${ARN}  production`, "malformed"],
  [`${ARN} (prod)`, "malformed", { roleArn: ARN }],
  [`${ARN}/${OTHER}`, "several"],
  [`${ARN} ${ARN}`, ARN],
  [`"Principal": {"AWS": "${ARN}"}`, "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012:role%2Fteam%2Fetl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012:role/team/etl%0A", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::123456789012:role\\team\\etl", "malformed", { roleArn: ARN }],
  ["arn :aws:iam::123456789012:role/team/etl", "malformed", { roleArn: ARN }],
  ["arn.aws.iam..123456789012.role/team/etl", "malformed", { roleArn: ARN }],
  ["arn:aws:iam::'123456789012':role/team/etl", "account_invalid", { roleArn: ARN }],
  ["arn:aws:iam::...:role/etl", "placeholder"],
  ["arn:aws:iam::123456789012:role/...", "placeholder"],
  ["process.env.ROLE_ARN", "placeholder"],
  ["%(role_arn)s", "placeholder"],
  ["ROLE_ARN", "placeholder"],
  ["(sensitive value)", "placeholder"],
  ["assumed-role/etl/i-0abc", "session", { roleName: "etl" }],
  ["instance-profile/team/etl", "instance_profile", { profileName: "etl" }],
  ["arn:aws:iam::123456789012:instance-profile", "instance_profile"],
  ["i-0123456789abcdef0", "unique_id"],
  ["123456789012,etl", "bare_name", { roleName: "etl", accountId: "123456789012" }],
  ["arn:aws:iam::123456789012:role/AWSReservedSSO_X_0123456789abcdef", "sso_managed"],
  ["akiaiosfodnn7example", "access_key"],
  ["-----BEGIN RSA PRIVATE KEY-----", "access_key"],
  // What is right, however odd.
  ["arn:aws:iam::123456789012:role/a,b=c", "arn:aws:iam::123456789012:role/a,b=c"],
  [
    "arn:aws:iam::123456789012:role/EURASIAPRODUCTION2024",
    "arn:aws:iam::123456789012:role/EURASIAPRODUCTION2024",
  ],
  ["arn:aws:iam::000000000000:role/etl", "arn:aws:iam::000000000000:role/etl"],
  ["arn:aws:iam::123456789012:role/my-role", "arn:aws:iam::123456789012:role/my-role"],
  ["arn:aws-iso-b:iam::123456789012:role/a/b/c/d", "arn:aws-iso-b:iam::123456789012:role/a/b/c/d"],
];
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: templates are what is pasted. */

/** The ARN, or the kind of refusal: a malformed one by its reason where that is a kind of its own. */
function kindOf(parsed: ParsedRoleArn): string {
  if (parsed.ok) return parsed.roleArn.arn;
  const { why = "" } = parsed;
  if (["placeholder", "bare_name", "several"].includes(why)) return why;
  return parsed.reason.replace(/^arn_(?:is_)?/, "");
}

test.each([...FROM_THE_FIELD, ...LIKE_THEM])("%j is taken for %s", (typed, is, offered) => {
  const parsed = parseRoleArn(typed);
  expect(kindOf(parsed)).toBe(is);
  if (parsed.ok) return;
  expect(parsed.meant).toEqual(offered);
  expect(parsed.detail).not.toMatch(/undefined|!|please/i);
  if (is === "access_key") expect(JSON.stringify(parsed)).not.toMatch(/EXAMPLE/);
  if (parsed.meant?.roleArn) expect(parseRoleArn(parsed.meant.roleArn).ok).toBe(true);
});
