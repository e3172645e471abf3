import { z } from "zod";
import { RENDERS } from "../../migration/definition";
import { accessEntries } from "./sections/access-entries";
import { awsAuth } from "./sections/aws-auth";
import { section } from "./camel-keys";
import { CLUSTER_RESOURCES } from "./sections/cluster-resources";
import { CONTROL_PLANE } from "./sections/control-plane";
import { accept, leaving, migration } from "./sections/migration";
import { adopt, iamRoles, rbacBindings, renamed, serviceAccounts } from "./sections/own-sections";
import { moduleCall, otherModules, outputs } from "./sections/module";
import { overlay } from "./sections/overlay";
import { terraform } from "./sections/terraform";
import { CLUSTER_NAME, clusterNameProblem } from "./names";
import { name, textMap, textThat } from "./texts";

/**
 * The one source of the cluster file's types, checks and JSON Schema: what a file may say, key by key. Keys are those of
 * the module v20.37.2, and sections of ours.
 */
export const clusterFile = section({
  cluster_name: textThat(clusterNameProblem)
    .meta({ pattern: CLUSTER_NAME.source })
    .describe("Name of the cluster, and of this file."),
  render: z
    .enum(RENDERS)
    .describe(
      "`resources`: the cluster and its access; `access`: its access alone, something else manages the cluster; `overlay`: two files over the Terraform root module that has the cluster; `module`: a stack that calls the Terraform module.",
    )
    .default("resources"),
  terraform: terraform.describe("Providers, state and protection of the stack."),
  overlay: overlay
    .describe("With `render: overlay`: the root module that has the cluster, and the blocks that are overridden.")
    .exactOptional(),
  module: moduleCall.describe("With `render: module`: how the Terraform module is called.").exactOptional(),
  modules: otherModules
    .describe("With `render: module`: other modules that the stack calls, by the name of the call.")
    .exactOptional(),
  outputs: outputs.describe("With `render: module`: outputs of the stack, by name.").exactOptional(),
  migration: migration.describe("Where the cluster is on its way from aws-auth to access entries.").exactOptional(),
  access_entries: accessEntries.describe("Access entries, by a key that becomes a resource's name.").default({}),
  renamed: renamed
    .describe("Access entries that have another key now, `old: new`: their resources move, until a plan is applied.")
    .exactOptional(),
  enable_cluster_creator_admin_permissions: z
    .boolean()
    .describe(
      "Whether whoever runs Terraform is cluster admin. Follows the caller: better a literal entry. Default: false.",
    )
    .exactOptional(),
  aws_auth: awsAuth.describe("The ConfigMap aws-auth, row by row.").exactOptional(),
  leaving: leaving.describe("Principals that lose access on purpose.").exactOptional(),
  accept: accept.describe("Findings that are accepted: code, whom, why, until when.").exactOptional(),
  rbac_bindings: rbacBindings.describe("Groups that rows and entries name, bound to roles.").exactOptional(),
  iam_roles: iamRoles.describe("Named cluster, node and admin roles, with their policies.").exactOptional(),
  service_accounts: serviceAccounts.describe("Service accounts with an IAM role (IRSA).").exactOptional(),
  adopt: adopt.describe("Where resources come from that exist already.").exactOptional(),
  owner: name.describe("Who answers for the cluster: a team, a channel. Shown by `status`.").exactOptional(),
  tags: textMap.describe("Tags of every resource.").exactOptional(),
  ...CONTROL_PLANE,
  ...CLUSTER_RESOURCES,
});

/** What a file says, in camelCase. */
export type ClusterFileValue = z.output<typeof clusterFile>;
