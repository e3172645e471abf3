import { z } from "zod";
import { section } from "../camel-keys";
import { accountId, awsArn, issueOf, name, region, roleArn, text, textMap, texts, textThat } from "../texts";

/** How the Kubernetes provider gets its credentials. */
export const KUBERNETES_AUTH_KINDS = ["ephemeral", "exec", "token", "kubeconfig"] as const;

const s3 = section({
  bucket: name.describe("Name of the bucket."),
  key: name.describe("Key of the state in the bucket."),
  region: region.describe("Region of the bucket."),
  encrypt: z.boolean().describe("Whether the state is encrypted in the bucket. Default: true.").exactOptional(),
  kms_key_id: awsArn.describe("ARN of the KMS key. Default: the bucket's own.").exactOptional(),
  dynamodb_table: name.describe("Table that locks the state.").exactOptional(),
  use_lockfile: z
    .boolean()
    .describe("Whether an object beside the state locks it (Terraform >= 1.10).")
    .exactOptional(),
  profile: name.describe("AWS profile of the runner.").exactOptional(),
  role_arn: roleArn.describe("Role that reads and writes the state.").exactOptional(),
});

const cloudWorkspaces = section({
  name: name.describe("One workspace.").exactOptional(),
  project: name.describe("Project of the workspace.").exactOptional(),
  tags: texts.describe("Workspaces by their tags.").exactOptional(),
}).transform(({ name: workspace, project, tags }, { issues, value }) => {
  if (workspace !== undefined && tags === undefined) return { name: workspace, ...(project ? { project } : {}) };
  if (tags !== undefined && workspace === undefined && project === undefined) return { tags };
  const got = workspace === undefined ? "neither" : "both";
  issues.push(issueOf({ code: "one-of", message: `expected one of name (with project) and tags, got ${got}` }, value));
  return z.NEVER;
});

const remoteWorkspaces = section({
  name: name.describe("One workspace.").exactOptional(),
  prefix: name.describe("Workspaces by their prefix.").exactOptional(),
}).transform(({ name: workspace, prefix }, { issues, value }) => {
  if (workspace !== undefined && prefix === undefined) return { name: workspace };
  if (prefix !== undefined && workspace === undefined) return { prefix };
  const got = workspace === undefined ? "neither" : "both";
  issues.push(issueOf({ code: "one-of", message: `expected one of name and prefix, got ${got}` }, value));
  return z.NEVER;
});

const organization = name.describe("Name of the organization.");
const hostname = name
  .describe("Host of HCP Terraform or Terraform Enterprise. Default: app.terraform.io.")
  .exactOptional();
const workspaces = "Which workspaces.";

/** `terraform.backend`: exactly one of four. */
export const backend = section({
  s3: s3.describe("A bucket.").exactOptional(),
  cloud: section({ organization, hostname, workspaces: cloudWorkspaces.describe(workspaces) })
    .describe("HCP Terraform, by the `cloud` block.")
    .exactOptional(),
  remote: section({ organization, hostname, workspaces: remoteWorkspaces.describe(workspaces) })
    .describe("HCP Terraform or Terraform Enterprise, by the backend `remote`.")
    .exactOptional(),
  local: section({ path: name.describe("Relative to the stack's own folder, outside of cdktf.out.").exactOptional() })
    .describe("A file.")
    .exactOptional(),
}).transform((backends, { issues, value }) => {
  const written = Object.keys(backends);
  if (written.length === 1) {
    if (backends.s3 !== undefined) return { s3: backends.s3 };
    if (backends.cloud !== undefined) return { cloud: backends.cloud };
    if (backends.remote !== undefined) return { remote: backends.remote };
    if (backends.local !== undefined) return { local: backends.local };
  }
  const message = `expected one of s3, cloud, remote, local, got ${written.length === 0 ? "none" : written.join(", ")}`;
  const verb = written.length === 0 ? "write" : "keep";
  const help = `${verb} one of them: a state is in one place; \`backend: { local: {} }\` is a file`;
  issues.push(issueOf({ code: "one-of", message, help }, value));
  return z.NEVER;
});

/** As Terraform reads one; versions before a release too: `6.0.0-beta1`. */
const CONSTRAINT =
  /^\s*(?:=|!=|>=|<=|>|<|~>)?\s*v?\d+(?:\.\d+){0,2}(?:-[\w.]+)?\s*(?:,\s*(?:=|!=|>=|<=|>|<|~>)?\s*v?\d+(?:\.\d+){0,2}(?:-[\w.]+)?\s*)*$/;

/** Which versions of a provider a stack takes. */
const constraint = textThat((value) =>
  CONSTRAINT.test(value)
    ? undefined
    : {
        code: "constraint-unmet",
        message: `not a constraint on versions, expected \`">= 5.95, < 6.0"\` or the like, got \`${value}\``,
        help: "one of `=`, `!=`, `>`, `>=`, `<`, `<=`, `~>` stands before each version, and commas between them",
      },
);

/** `terraform`: providers, state and protection of the stack. */
export const terraform = section({
  account_id: accountId
    .describe("The account of the cluster, in quotes: plans touch no other. Required with migration.")
    .exactOptional(),
  region: region.describe("Region of the cluster."),
  backend: backend.describe("Where the state lives. Default: a local file.").exactOptional(),
  assume_role: section({
    role_arn: roleArn.describe("Role that the AWS provider takes."),
    session_name: name.describe("Name of its session.").exactOptional(),
    external_id: text.describe("External ID.").exactOptional(),
  })
    .describe("Role that the AWS provider takes before it does anything. Default: the caller's own credentials.")
    .exactOptional(),
  default_tags: textMap.describe("Tags of everything that the AWS provider makes.").exactOptional(),
  kubernetes_auth: z
    .enum(KUBERNETES_AUTH_KINDS)
    .describe("Credentials of the Kubernetes provider. Default: ephemeral (Terraform >= 1.10).")
    .exactOptional(),
  config_path: name.describe("Path of the file for kubeconfig. Default: KUBE_CONFIG_PATH.").exactOptional(),
  config_context: name.describe("Context within the file for kubeconfig.").exactOptional(),
  providers: section({
    aws: constraint
      .meta({ examples: [">= 6.0, < 7.0"] })
      .describe("Constraint on hashicorp/aws. Default: the version of the bindings.")
      .exactOptional(),
    kubernetes: constraint
      .describe("Constraint on hashicorp/kubernetes. Default: the version of the bindings.")
      .exactOptional(),
  })
    .describe("Other versions of the providers than those of the bindings.")
    .exactOptional(),
  remote_states: z
    .record(name, backend)
    .describe("With `render: module`: states of other stacks, by a name that values refer to.")
    .exactOptional(),
  protect: z
    .boolean()
    .describe(
      "Whether Terraform refuses to destroy or replace the cluster, its access entries, and aws-auth while the mode reads it. Default: true with migration or adopt.",
    )
    .exactOptional(),
});
