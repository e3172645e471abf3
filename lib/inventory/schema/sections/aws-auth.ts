import { z } from "zod";
import { section } from "../camel-keys";
import { accountId, issueOf, text, texts } from "../texts";

const sso = section({
  permissionSetName: text.describe("Name of the permission set."),
  accountID: accountId.describe("12 digits."),
  partition: text.describe("Partition of the account. Default: aws.").exactOptional(),
});

const username = text.describe("Username or template, `admin:{{SessionName}}`. Left out, it is empty.").exactOptional();
const groups = texts.describe("Kubernetes groups, `system:masters` among them.").exactOptional();

const roleRow = section({
  rolearn: text
    .describe("ARN of the role as the ConfigMap has it: without a path, or nobody matches it.")
    .exactOptional(),
  sso: sso
    .describe("Matcher of the authenticator that EKS has switched off: such a row serves nobody.")
    .exactOptional(),
  username,
  groups,
}).check(({ value, issues }) => {
  if ((value.rolearn === undefined) !== (value.sso === undefined)) return;
  const got = value.sso === undefined ? "neither" : "both";
  const help =
    "the authenticator ignores such a row, which serves nobody: delete it from this file and from the live ConfigMap, `kubectl edit configmap -n kube-system aws-auth`";
  issues.push(
    issueOf(
      {
        code: "row-identity",
        message: `a row names one role, expected one of \`rolearn\` and \`sso\`, got ${got}`,
        help,
      },
      value,
    ),
  );
});

const userRow = section({
  userarn: text.describe("ARN of the user, with its path."),
  username,
  groups,
});

/**
 * `aws_auth`: the variables of modules/aws-auth. What the authenticator makes of the rows is judged by lib/access.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/aws-auth/variables.tf
 */
export const awsAuth = section({
  create_aws_auth_configmap: z
    .boolean()
    .describe("Whether we create the ConfigMap: only where there is none. Left out: what the stage says.")
    .exactOptional(),
  manage_aws_auth_configmap: z
    .boolean()
    .describe("Whether we write the rows. `false`: they are somebody else's, known and never written.")
    .exactOptional(),
  aws_auth_roles: z.array(roleRow).describe("Rows of mapRoles, as they are in the ConfigMap.").default([]),
  aws_auth_users: z.array(userRow).describe("Rows of mapUsers, as they are in the ConfigMap.").default([]),
  aws_auth_accounts: z.array(accountId).describe("mapAccounts: 12 digits each.").default([]),
});
