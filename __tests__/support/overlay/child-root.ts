import { clusterYaml, REGISTRY } from "./overlay-texts";

/** A root whose local module `platform` makes the cluster and writes its rows. */
export interface ChildRoot {
  /** Lines of the call. @default none */
  readonly call?: string;
  /** What stands in the root beside the call. @default nothing */
  readonly beside?: string;
  /** What stands in the local module. @default {@link CHILD} */
  readonly child?: string;
  /** @default a cluster file at stage dual */
  readonly yaml?: string;
}

/** The local module: blocks of the registry's module, without a provider. */
export const CHILD = REGISTRY.replace(/provider "\w+" \{[^}]*\}\n/g, "");

/** The section of the cluster file. */
export const IN_CHILD = "{ root: ../infra, module: platform.eks, aws_auth_module: platform.aws_auth }";

/** Where its two files go. */
export const CHILD_FILES = {
  normal: "infra/platform/eks_access.tf.json",
  override: "infra/platform/eks_access_override.tf.json",
} as const;

/** Its files, with the cluster file that names it. */
export function childRoot({
  call = "",
  beside = "",
  child = CHILD,
  yaml = clusterYaml("dual", IN_CHILD),
}: ChildRoot = {}): Record<string, string> {
  return {
    "infra/main.tf": `module "platform" {\n  source = "./platform"\n${call}}\n${beside}`,
    "infra/platform/main.tf": child,
    "clusters/demo.yaml": yaml,
  };
}
