import { z } from "zod";
import { section } from "../camel-keys";
import { awsArn, issueOf, jsonDocument, name, principalArn, text, textMap, texts } from "../texts";

const policies = z.record(name, awsArn);

const rbacBinding = section({
  group: text.describe("The group that rows and entries name."),
  cluster_role: name.describe("A ClusterRole: everywhere, or in `namespace` alone.").exactOptional(),
  role: name.describe("A Role of `namespace`.").exactOptional(),
  namespace: name.describe("Where the binding holds. Left out: everywhere.").exactOptional(),
  name: name.describe("Name of the binding in Kubernetes. Default: the key.").exactOptional(),
}).check(({ value, issues }) => {
  const { clusterRole, role, namespace } = value;
  const got = clusterRole === undefined ? "neither" : "both";
  const message = `expected one of cluster_role and role, got ${got}`;
  if ((clusterRole === undefined) === (role === undefined)) issues.push(issueOf({ code: "one-of", message }, value));
  else if (role !== undefined && namespace === undefined) {
    const help = "write the namespace of the Role";
    issues.push(issueOf({ code: "one-of", message: "expected a namespace beside role, got none", help }, value));
  }
});

/** `rbac_bindings`: groups that rows and entries name, bound to roles. */
export const rbacBindings = z.record(name, rbacBinding);

const assumedBy = section({
  services: texts.describe("AWS services, `eks.amazonaws.com`.").exactOptional(),
  principals: z.array(principalArn).describe("ARNs of accounts (`:root`), roles or users.").exactOptional(),
}).check(({ value, issues }) => {
  if ((value.services?.length ?? 0) + (value.principals?.length ?? 0) > 0) return;
  const problem = {
    code: "one-of",
    message: "expected services or principals, got neither: nobody could take it",
  } as const;
  issues.push(issueOf(problem, value));
});

/** `iam_roles`: roles with a name that people know. */
export const iamRoles = z.record(
  name,
  section({
    name: name.describe("The role's name in IAM."),
    path: text.describe("Path of the role. Default: /").exactOptional(),
    description: text.describe("Description of the role.").exactOptional(),
    assumed_by: assumedBy.describe("Who may take the role."),
    policies: policies.describe("Policy ARNs by a name of your choice.").exactOptional(),
    inline_policies: z.record(name, jsonDocument).describe("JSON documents by the policy's name.").exactOptional(),
    tags: textMap.describe("Tags of the role, beside tags.").exactOptional(),
  }),
);

/** `service_accounts`: Kubernetes service accounts with an IAM role, by IRSA or by Pod Identity. */
export const serviceAccounts = z.record(
  name,
  section({
    namespace: name.describe("Namespace of the account."),
    name: name.describe("Name of the account."),
    policies: policies.describe("Policy ARNs by a name of your choice.").exactOptional(),
    role_name: name.describe("Name of the role. Default: <cluster>-<namespace>-<name>.").exactOptional(),
    annotations: textMap.describe("Annotations of the account, beside the role's.").exactOptional(),
    create: z.boolean().describe("`false` takes an account that exists. Default: true.").exactOptional(),
    pod_identity: z
      .boolean()
      .describe("Whether pods get the role by EKS Pod Identity, without OIDC provider and annotation. Default: false.")
      .exactOptional(),
  }),
);

/** `renamed`: old keys of access entries, and what they are now. */
export const renamed = z.record(name, name);

/** `adopt`: where resources come from that exist already. */
export const adopt = section({
  module: name
    .describe("Address of the module's call: `module.eks`. Its whole state is taken over: accept adopt-whole-state.")
    .exactOptional(),
  aws_auth_module: name.describe("Address of the sub-module's call: `module.aws_auth`.").exactOptional(),
  import: z.boolean().describe("Whether AWS has the resources and Terraform does not know them.").exactOptional(),
  imported: texts.describe("Keys of access entries that EKS has made: with `import`, these alone.").exactOptional(),
  imported_without_associations: texts
    .describe("Keys of live entries without their policies, as a stopped Terraform left them: imported, policies made.")
    .exactOptional(),
});
