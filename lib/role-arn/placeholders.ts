/** Templates whose values were never filled in. Browser-safe. */

const ANYWHERE = [
  /\$\{|\{\{|\$\(|%\{|#\{|<%|@@/, // shells, CloudFormation, Terraform, Helm, Ruby, ERB
  /<\s*[A-Za-z][\w .-]*>/, // <account>
  /\{[A-Za-z_][\w. -]*\}/, // {account}
  /!(?:Sub|GetAtt|Ref|ImportValue|Join|FindInMap)\b|\bFn::/,
  /\(known after apply\)/,
  /\[(?:your|account|role|insert|replace)[\w -]*\]/i,
];

const WHOLE = [
  /^\$[A-Za-z_]\w*$|^%\w+%$|^\$env:\w+$/i,
  /^__\w+__$/,
  // A reference of Terraform in place of its value.
  /^(?:data|module|var|local|each|self|aws_[a-z0-9_]+)\.[\w.[\]"'*-]+$/,
  // Where a program would read it from, and what Terraform prints in its place.
  /^(?:process\.env|os\.environ|env|ENV)[.[]|^%\(\w+\)s$|^\(?sensitive(?: value)?\)?$/,
  /^(?:iam_|aws_|instance_)?role_?arn$/i,
  /^(?:your|insert|replace|enter|the)[-_ ](?:\w+[-_ ])*?(?:role|arn)(?:[-_ ](?:name|arn|here))*$/i,
];

/** The text as typed, angle brackets and all. */
export function isPlaceholder(typed: string): boolean {
  const text = typed.trim().replace(/^["'`]+|["'`,;]+$/g, "");
  const value = text.replace(/^[\w.-]+\s*[:=]\s*(?=\S)/, "");
  return ANYWHERE.some((each) => each.test(text)) || WHOLE.some((each) => each.test(value));
}

/** An account ID that was redacted or never filled in: `1234XXXX9012`, `1234********`, `ACCOUNT_ID`, `$ACCOUNT`. */
export function isPlaceholderAccount(accountId: string): boolean {
  return (
    /[xX*#•?]{3,}|^([A-Za-z])\1{2,}$|[$<>{}[\]]|^\.+$/.test(accountId) ||
    /account|acct|your|_|^id$/i.test(accountId)
  );
}

/** A role's name that only a template has: `YOUR_ROLE_NAME`. */
export function isPlaceholderName(name: string): boolean {
  return (
    /^\.+$/.test(name) ||
    (/^(?:your|insert|replace|enter)[-_]/i.test(name) && /role|name|me|here/i.test(name))
  );
}
