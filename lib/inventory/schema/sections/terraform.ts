import { z } from "zod";
import { section } from "../camel-keys";
import { backend } from "./backend";
import { remoteState } from "./remote-state";
import { accountId, name, region, roleArn, text, textMap, textThat } from "../texts";

/** How the Kubernetes provider gets its credentials. */
const KUBERNETES_AUTH_KINDS = ["ephemeral", "exec", "token", "kubeconfig"] as const;

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
    .record(name, remoteState)
    .describe("With `render: module`: states of other stacks, by a name that values refer to.")
    .exactOptional(),
  protect: z
    .boolean()
    .describe(
      "Whether Terraform refuses to destroy or replace the cluster, its access entries, and aws-auth while the mode reads it. Default: true with migration or adopt.",
    )
    .exactOptional(),
});
