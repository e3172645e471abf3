import { z } from "zod";
import { RENDERS } from "../../migration/definition";
import { accessEntries } from "./access-entries";
import { awsAuth } from "./aws-auth";
import { section } from "./camel-keys";
import { CLUSTER_RESOURCES } from "./cluster-resources";
import { CONTROL_PLANE } from "./control-plane";
import { accept, leaving, migration } from "./migration";
import { adopt, iamRoles, rbacBindings, renamed, serviceAccounts } from "./own-sections";
import { moduleCall, otherModules, outputs } from "./module";
import { overlay } from "./overlay";
import { terraform } from "./terraform";
import { name, nameProblem, type TextProblem, textMap, textThat } from "./texts";

const CLUSTER_NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

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

/** Whether EKS takes a name for a cluster. */
export function isClusterName(text: string): boolean {
  return CLUSTER_NAME.test(text);
}

/** What keeps a text from being the name of a cluster, and of its folder in the output. */
export function clusterNameProblem(value: string): TextProblem | undefined {
  if (isClusterName(value)) {
    if (DEVICE.test(value)) return deviceName(value);
    return value in Object.prototype ? takenName(value) : undefined;
  }
  const template = nameProblem(value);
  if (template?.code === "name-template") return template;
  const leaves = /[/\\]|^\.+$/.test(value);
  return {
    code: "cluster-name-invalid",
    message: `not a valid cluster name, expected 1 to 100 of letters, digits, \`_-\`, a letter or digit first, got \`${value}\``,
    ...(leaves
      ? {
          help: "write the name as `aws eks list-clusters` shows it: it names a folder of the output, and this one leads out of that",
        }
      : {}),
  };
}

/** A folder or file of this name, whatever its extension, is a device on Windows. */
function deviceName(value: string): TextProblem {
  return {
    code: "cluster-name-invalid",
    message: `the name of a device on Windows, expected another name, got \`${value}\``,
    help: "choose another name: files and folders of this one cannot be made on Windows, where a clone would fail",
  };
}

/** Stacks are looked up by name in an object of cdktf, which has these names already. */
function takenName(value: string): TextProblem {
  return {
    code: "cluster-name-invalid",
    message: `a name that the output cannot have, expected none that every JavaScript object has, got \`${value}\``,
    help: "choose another name: no stack of this name can be written",
  };
}
