import type { TerraformStack } from "cdktf";
import { literals } from "../../lib/eks/address/literal";
import { type Backend, type ReadBackend, statefulStack } from "../../lib/eks/settings/backend";
import { refuse } from "../../lib/finding/validation-error";
import { stateReadToo } from "../../lib/inventory/definition/state-place/shared-state";

/** What a stack writes, and what it reads. */
interface States {
  /** @default a local file */
  readonly backend?: Backend;
  /** @default none */
  readonly remoteStates?: Readonly<Record<string, ReadBackend>>;
}

/** States of other stacks, by name: `data.terraform_remote_state.network`, of which values take outputs. */
export function remoteStates(
  stack: TerraformStack,
  { backend = { local: {} }, remoteStates: states = {} }: States,
): void {
  refuse(stateReadToo(statefulStack(stack, backend), states));
  for (const [name, backend] of Object.entries(states))
    stack.addOverride(`data.terraform_remote_state.${name}`, literals<unknown>(remoteState(backend)));
}

/** A backend as the data source takes it; HCP Terraform by `remote`, for there is no `cloud` there. */
function remoteState(backend: ReadBackend): Readonly<Record<string, unknown>> {
  if ("local" in backend) return { backend: "local", config: { path: backend.local.path ?? "terraform.tfstate" } };
  if ("s3" in backend) return { backend: "s3", config: s3(backend.s3) };
  if ("gcs" in backend) return { backend: "gcs", config: snakeKeys(backend.gcs) };
  if ("azurerm" in backend) return { backend: "azurerm", config: snakeKeys(backend.azurerm) };
  if ("http" in backend) return { backend: "http", config: snakeKeys(backend.http) };
  const { organization, hostname, workspaces } = "cloud" in backend ? backend.cloud : backend.remote;
  return {
    backend: "remote",
    config: { organization, ...(hostname === undefined ? {} : { hostname }), workspaces },
  };
}

function s3({
  bucket,
  key,
  region,
  profile,
  roleArn,
  kmsKeyId,
}: Extract<Backend, { readonly s3: unknown }>["s3"]): Readonly<Record<string, unknown>> {
  return {
    bucket,
    key,
    region,
    ...(profile === undefined ? {} : { profile }),
    ...(roleArn === undefined ? {} : { assume_role: { role_arn: roleArn } }),
    ...(kmsKeyId === undefined ? {} : { kms_key_id: kmsKeyId }),
  };
}

/** Props by the names that the backend has for them: `storage_account_name`. */
function snakeKeys(props: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(props).map(([key, value]: [string, unknown]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
