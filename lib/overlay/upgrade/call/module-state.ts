import { type AuthenticationMode, AUTHENTICATION_MODES } from "../../../access/access-entry/authentication-mode";

/** aws-auth as a module before v20 writes it, in a state. */
export interface ModuleRows {
  /** By section, as they are live: `mapRoles`. */
  readonly data: Readonly<Record<string, string>>;
  /** `module.eks.kubernetes_config_map_v1_data.aws_auth[0]` */
  readonly address: string;
}

/** What a state says of the module: its rows, and the mode of its cluster. */
export interface ModuleState {
  /** `module.eks`, `module.platform.module.eks["blue"]` */
  readonly address: string;
  /** Whether the module's cluster is in it: another state, or the call within another module, tells nothing of the rows. */
  readonly hasCluster: boolean;
  /** Of the cluster that the call makes; undefined where the state does not tell. */
  readonly clusterName?: string;
  /**
   * Whether the cluster has the tag that v20 sets, and no other version.
   * @default the state has no tags of it
   */
  readonly isTagged?: boolean;
  /** Of everything in the state: `module.eks.aws_security_group.node[0]`. */
  readonly addresses: readonly string[];
  readonly rows?: ModuleRows;
  /**
   * `module.eks.kubernetes_config_map.aws_auth[0]`, where the module made the ConfigMap: with its rows or without them.
   * @default somebody else made it
   */
  readonly configMap?: string;
  /** Managed node groups of Windows: their addresses, and the roles of their nodes. */
  readonly windowsGroups: readonly { readonly group: string; readonly role: string }[];
  /** Of the cluster's ARN: `aws`, `aws-cn`, `aws-us-gov`; undefined where the state does not tell. */
  readonly partition?: string;
  /** Undefined where the provider is too old to tell it. */
  readonly mode?: AuthenticationMode;
}

/** A managed resource of a state. */
export interface RootStateResource {
  /** Of its module: `module.eks`; empty for the root. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly index: unknown;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The resources of a state (`terraform.tfstate`, `terraform state pull`, `terraform show -json`); undefined for any other text. */
export function readState(text: string): readonly RootStateResource[] | undefined {
  return resourcesOf(parsed(text));
}

/** Addresses of modules in a state that have a cluster. */
export function clusterModules(resources: readonly RootStateResource[]): string[] {
  return [...new Set(resources.filter(({ type }) => type === "aws_eks_cluster").map(({ module }) => module))];
}

/** What a state says of a call, by the address of its instance: `module.eks`, `module.eks["blue"]`. */
export function moduleState(all: readonly RootStateResource[], module: string): ModuleState {
  const resources = all.filter((one) => one.module === module);
  const rows = resources.find(({ type }) => type === "kubernetes_config_map_v1_data");
  const made = resources.find(({ type, name }) => type === "kubernetes_config_map" && name === "aws_auth");
  const cluster = resources.find(({ type }) => type === "aws_eks_cluster");
  const [access] = listOf(cluster?.values.access_config);
  const { authentication_mode: written } = fields(access);
  const mode = AUTHENTICATION_MODES.find((each) => each === written);
  const { name, tags, arn } = fields(cluster?.values);
  const [, partition] = typeof arn === "string" ? (/^arn:([\w-]+):/.exec(arn) ?? []) : [];
  return {
    address: module,
    hasCluster: cluster !== undefined,
    ...(typeof name === "string" ? { clusterName: name } : {}),
    ...(tags === undefined ? {} : { isTagged: fields(tags)["terraform-aws-modules"] === "eks" }),
    addresses: all.map(addressOf),
    windowsGroups: all.flatMap((one) => windowsGroup(one, `${module}.`)),
    ...(rows === undefined ? {} : { rows: { data: textsOf(rows.values.data), address: addressOf(rows) } }),
    ...(made === undefined ? {} : { configMap: addressOf(made) }),
    ...(partition === undefined ? {} : { partition }),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** A section that is null is none: Terraform writes it not. */
function textsOf(data: unknown): Readonly<Record<string, string>> {
  const sections = Object.entries(fields(data)).filter(([, text]) => text !== null);
  return Object.fromEntries(sections.map(([key, text]) => [key, String(text)]));
}

function windowsGroup({ module, type, values }: RootStateResource, within: string): { group: string; role: string }[] {
  const { ami_type: amiType, node_role_arn: role } = values;
  const isWindows = type === "aws_eks_node_group" && typeof amiType === "string" && amiType.startsWith("WINDOWS_");
  return isWindows && typeof role === "string" && module.startsWith(within) ? [{ group: module, role }] : [];
}

function addressOf({ module, type, name, index }: RootStateResource): string {
  return `${module === "" ? "" : `${module}.`}${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;
}

function resourcesOf(json: unknown): RootStateResource[] | undefined {
  const { resources, values } = fields(json);
  if (Array.isArray(resources)) return resources.flatMap(rawResource);
  return values === undefined ? undefined : shown(fields(values).root_module);
}

function rawResource(resource: unknown): RootStateResource[] {
  const { module, mode, type, name, instances } = fields(resource);
  if (mode !== "managed" || typeof type !== "string" || typeof name !== "string") return [];
  return listOf(instances).map((instance) => {
    const { index_key: index, attributes } = fields(instance);
    return { module: typeof module === "string" ? module : "", type, name, index, values: fields(attributes) };
  });
}

function shown(module: unknown): RootStateResource[] {
  const { address, resources, child_modules: children } = fields(module);
  const own = listOf(resources).flatMap((resource): RootStateResource[] => {
    const { mode, type, name, index, values } = fields(resource);
    if (mode !== "managed" || typeof type !== "string" || typeof name !== "string") return [];
    return [{ module: typeof address === "string" ? address : "", type, name, index, values: fields(values) }];
  });
  return [...own, ...listOf(children).flatMap(shown)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
