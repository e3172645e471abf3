import { resolve } from "node:path";
import {
  App,
  CloudBackend,
  type CloudBackendConfig,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  PrefixedRemoteWorkspaces,
  RemoteBackend,
  type RemoteBackendConfig,
  S3Backend,
  type S3BackendConfig,
  TaggedCloudWorkspaces,
  type TerraformBackend,
  type TerraformStack,
} from "cdktf";
import type { IConstruct } from "constructs";
import { outputFolder } from "../../inventory/folder/output-folder";
import {
  defaultStatePath,
  isShared,
  type State,
  type StatefulStack,
  stateOf,
  stateShared,
} from "../../inventory/definition/state-place/shared-state";
import { refuse } from "../../finding/validation-error";
import { literal, literals } from "../address/literal";

/** Where the state lives: exactly one of them. */
export type Backend =
  | { readonly s3: S3State }
  | { readonly cloud: CloudState }
  | { readonly remote: RemoteState }
  | { readonly local: LocalState };

/** Where a state lies that is read: of a backend of ours, or of one that others write to. */
export type ReadBackend =
  Backend | { readonly gcs: GcsState } | { readonly azurerm: AzureState } | { readonly http: HttpState };

/** A bucket. */
export interface S3State {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** @default true */
  readonly encrypt?: boolean;
  /**
   * ARN of the KMS key.
   * @default the bucket's own
   */
  readonly kmsKeyId?: string;
  /**
   * Table that locks the state.
   * @default none
   */
  readonly dynamodbTable?: string;
  /**
   * Whether an object beside the state locks it (Terraform >= 1.10).
   * @default false
   */
  readonly useLockfile?: boolean;
  /**
   * AWS profile of the runner.
   * @default the environment's
   */
  readonly profile?: string;
  /**
   * ARN of the role that reads and writes the state.
   * @default the caller's own credentials
   */
  readonly roleArn?: string;
}

/** HCP Terraform, by the `cloud` block. */
export interface CloudState {
  readonly organization: string;
  /** @default "app.terraform.io" */
  readonly hostname?: string;
  /** One workspace by name, or several by tags. */
  readonly workspaces: { readonly name: string; readonly project?: string } | { readonly tags: readonly string[] };
}

/** HCP Terraform or Terraform Enterprise, by the backend `remote`. */
export interface RemoteState {
  readonly organization: string;
  /** @default "app.terraform.io" */
  readonly hostname?: string;
  /** One workspace by name, or several by a prefix. */
  readonly workspaces: { readonly name: string } | { readonly prefix: string };
}

/** A bucket of Google Cloud. */
interface GcsState {
  readonly bucket: string;
  /** @default the root of the bucket */
  readonly prefix?: string;
  /** @default the runner's own account */
  readonly impersonateServiceAccount?: string;
}

/** A blob of Azure. */
interface AzureState {
  readonly storageAccountName: string;
  readonly containerName: string;
  readonly key: string;
  /** @default Azure asks the storage account alone */
  readonly resourceGroupName?: string;
  /** @default that of the runner */
  readonly subscriptionId?: string;
  /** @default that of the runner */
  readonly tenantId?: string;
  /** @default "public" */
  readonly environment?: string;
  /** @default false */
  readonly useAzureadAuth?: boolean;
  /** @default false */
  readonly useOidc?: boolean;
  /** @default false */
  readonly useMsi?: boolean;
}

/** A server that speaks HTTP. */
interface HttpState {
  readonly address: string;
  /** @default none */
  readonly username?: string;
}

/** A file. */
export interface LocalState {
  /**
   * Relative to the stack's own folder, outside of `cdktf.out`: that is deleted with the stack.
   * @default `../../../terraform.<stack>.tfstate`
   */
  readonly path?: string;
}

const states = new WeakMap<IConstruct, Map<TerraformStack, State>>();

/** The stack's backend. Refuses the state of another stack of the App, whose resources the first plan would destroy. */
export function backend(stack: TerraformStack, props: Backend): TerraformBackend {
  refuseSharedState(stack, props);
  if ("s3" in props) return s3(stack, props.s3);
  if ("cloud" in props) return cloud(stack, props.cloud);
  if ("remote" in props) return remote(stack, props.remote);
  const { path = defaultStatePath(stack.node.id) } = props.local;
  return new LocalBackend(stack, literals({ path }));
}

/** A stack, and where it keeps its state. */
export function statefulStack(stack: TerraformStack, props: Backend): StatefulStack {
  const { root, id: name } = stack.node;
  return { name, folder: resolve(App.isApp(root) ? root.outdir : outputFolder(), "stacks", name), backend: props };
}

function refuseSharedState(stack: TerraformStack, props: Backend): void {
  const { root } = stack.node;
  const known = states.get(root) ?? new Map<TerraformStack, State>();
  const state = stateOf(statefulStack(stack, props));
  for (const [other, its] of known) {
    if (other === stack || !isShared(its, state)) continue;
    refuse([stateShared({ other: `stack \`${other.node.path}\``, each: "stack", states: [state, its] })]);
  }
  states.set(root, known.set(stack, state));
}

function s3(stack: TerraformStack, { useLockfile, roleArn, encrypt = true, ...props }: S3State): TerraformBackend {
  const config = literals<S3BackendConfig>({ ...props, encrypt, assumeRole: roleArn ? { roleArn } : undefined });
  const made = new S3Backend(stack, config);
  if (useLockfile !== undefined) made.addOverride("use_lockfile", useLockfile);
  return made;
}

function cloud(stack: TerraformStack, { workspaces, ...props }: CloudState): TerraformBackend {
  const chosen =
    "name" in workspaces
      ? new NamedCloudWorkspace(literal(workspaces.name), workspaces.project && literal(workspaces.project))
      : new TaggedCloudWorkspaces(workspaces.tags.map(literal));
  return new CloudBackend(stack, { ...literals<Omit<CloudBackendConfig, "workspaces">>(props), workspaces: chosen });
}

function remote(stack: TerraformStack, { workspaces, ...props }: RemoteState): TerraformBackend {
  const chosen =
    "name" in workspaces
      ? new NamedRemoteWorkspace(literal(workspaces.name))
      : new PrefixedRemoteWorkspaces(literal(workspaces.prefix));
  return new RemoteBackend(stack, { ...literals<Omit<RemoteBackendConfig, "workspaces">>(props), workspaces: chosen });
}
