import type { DraftCredentials } from "../../import/draft/cluster-draft";
import type { ConfiguredProvider, TerraformVersion } from "../../sources/facts";

/** The first 1.x with ephemeral resources, which the default credentials are. */
const EPHEMERAL = { Terraform: 10, OpenTofu: 11 } as const;

/**
 * How the overlay's own Kubernetes provider gets its credentials, where the folder does not tell: as the provider of the plan
 * does, which may come of a generated file; or by `exec` where whoever wrote the state is too old for the default.
 */
export function kubernetesCredentials(
  providers: readonly ConfiguredProvider[],
  terraform: readonly TerraformVersion[],
): DraftCredentials | undefined {
  const provider = providers.find(
    ({ source, alias }) => alias === undefined && source.endsWith("/hashicorp/kubernetes"),
  );
  const { config_path: configPath, config_context: configContext } = provider?.texts ?? {};
  if (configPath !== undefined) {
    const context = configContext === undefined ? {} : { configContext };
    return { value: { auth: "kubeconfig", configPath, ...context }, notes: ["as the Kubernetes provider of the plan"] };
  }
  const why =
    provider?.arguments.includes("exec") === true
      ? "the Kubernetes provider of the plan has `exec`, whose arguments are not copied"
      : terraform.map(tooOld).find((words) => words !== undefined);
  return why === undefined ? undefined : { value: { auth: "exec" }, notes: [why] };
}

function tooOld({ version, isOpenTofu }: TerraformVersion): string | undefined {
  const name = isOpenTofu ? "OpenTofu" : "Terraform";
  const [major = 1, minor = 0] = version.split(".").map(Number);
  if (major > 1 || (major === 1 && minor >= EPHEMERAL[name])) return undefined;
  return `${name} ${version} wrote the state, and the default needs 1.${EPHEMERAL[name]}: \`exec\` runs \`aws eks get-token\``;
}
