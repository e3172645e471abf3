import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { succeeded } from "../eks/aws-client";
import type { HeldEntry, HeldPolicy } from "../eks/eks-state";
import type { GuardBench } from "../guards/guard-bench";
import type { KubeClient } from "../kubernetes/kube-client";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import type { Workspace } from "../terraform/terraform";

const STATE = "state.tfstate";
const CONFIG_MAPS = "/api/v1/namespaces/kube-system/configmaps";
const BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
const ENTRIES = "/clusters/demo/access-entries";

/** All that a run of Terraform can change: what EKS and Kubernetes have, and the state. */
export interface KillWorld {
  readonly mode: string;
  readonly entries: readonly KeptEntry[];
  /** The whole object, with who owns which field; undefined where there is none. */
  readonly awsAuth: Fields | undefined;
  /** ClusterRoleBindings that Kubernetes does not bring itself, by name. */
  readonly bindings: ReadonlyMap<string, Fields>;
  /** Undefined before the first plan. */
  readonly state: string | undefined;
}

interface KeptEntry extends HeldEntry {
  readonly policies: readonly HeldPolicy[];
}

/** What stands now. */
export async function keep(bench: GuardBench, folder: Workspace): Promise<KillWorld> {
  const file = join(folder.folder, STATE);
  return {
    mode: (await bench.proxy.stateOf("demo").mode()) ?? "",
    entries: await entriesOf(bench),
    awsAuth: await awsAuthOf(bench.kube),
    bindings: await bindingsOf(bench.kube),
    state: existsSync(file) ? readFileSync(file, "utf8") : undefined,
  };
}

/** Puts back what stood then, past every rule, log and fault. */
export async function putBack(bench: GuardBench, folder: Workspace, world: KillWorld): Promise<void> {
  await putBackEntries(bench, world);
  await putBackAwsAuth(bench.kube, world.awsAuth);
  await putBackBindings(bench.kube, world.bindings);
  putBackState(folder, world.state);
}

/** Puts the state of Terraform back, and nothing else. */
export function putBackState(folder: Workspace, state: string | undefined): void {
  for (const name of [STATE, `${STATE}.backup`, `.${STATE}.lock.info`]) {
    rmSync(join(folder.folder, name), { force: true });
  }
  if (state !== undefined) folder.write(STATE, state);
}

/** Puts the backup in the place of a state that was cut off while it was written, as it is empty then; answers whether it was. */
export function putBackBackup(folder: Workspace): boolean {
  const [state, backup] = [STATE, `${STATE}.backup`].map((name) => join(folder.folder, name));
  if (state === undefined || backup === undefined || !existsSync(state) || !existsSync(backup)) return false;
  if (isWhole(readFileSync(state, "utf8"))) return false;
  putBackState(folder, readFileSync(backup, "utf8"));
  return true;
}

function isWhole(state: string): boolean {
  try {
    JSON.parse(state);
    return true;
  } catch {
    return false;
  }
}

async function entriesOf({ proxy }: GuardBench): Promise<readonly KeptEntry[]> {
  const state = proxy.stateOf("demo");
  const found: KeptEntry[] = [];
  for (const arn of await state.principals()) {
    const entry = await state.entry(arn);
    if (entry !== undefined) found.push({ ...entry, policies: await state.policies(arn) });
  }
  return found;
}

/** The mode first that has entries, for the emulator keeps none in the other. */
async function putBackEntries(bench: GuardBench, { mode, entries }: KillWorld): Promise<void> {
  const call = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await bench.emulator.eks(method, path, body === undefined ? undefined : JSON.stringify(body));
    succeeded(`${method} ${path}`, answer);
  };
  const now = await entriesOf(bench);
  const isSame = (one: KeptEntry): boolean => entries.some((other) => JSON.stringify(other) === JSON.stringify(one));
  const isThere = (one: KeptEntry): boolean => now.some((other) => JSON.stringify(other) === JSON.stringify(one));
  for (const one of now.filter((each) => !isSame(each))) {
    await call("DELETE", `${ENTRIES}/${encodeURIComponent(one.principalArn)}`);
  }
  for (const { principalArn, type, username, groups, policies } of entries.filter((each) => !isThere(each))) {
    const identity = type === "STANDARD" ? { username, kubernetesGroups: groups } : { username };
    await call("POST", ENTRIES, { principalArn, type, ...identity });
    for (const { policyArn, scope, namespaces } of policies) {
      const accessScope = { type: scope, namespaces };
      await call("POST", `${ENTRIES}/${encodeURIComponent(principalArn)}/access-policies`, { policyArn, accessScope });
    }
  }
  const live = await bench.proxy.stateOf("demo").mode();
  if (live !== mode) {
    await call("POST", "/clusters/demo/update-config", { accessConfig: { authenticationMode: mode } });
  }
}

async function awsAuthOf(kube: KubeClient): Promise<Fields | undefined> {
  const { status, json } = await kube.call("GET", `${CONFIG_MAPS}/aws-auth`);
  return status === 404 ? undefined : json;
}

/** Written twice: the second time nothing changes, so that who owns which field stays as it is told. */
async function putBackAwsAuth(kube: KubeClient, awsAuth: Fields | undefined): Promise<void> {
  const path = `${CONFIG_MAPS}/aws-auth`;
  if (awsAuth === undefined) {
    await kube.call("DELETE", path);
    return;
  }
  const { data } = awsAuth;
  const { managedFields } = fieldsOf(awsAuth.metadata);
  await kube.writeConfigMap("aws-auth", Object.fromEntries(Object.entries(fieldsOf(data)).map(textual)));
  const metadata = { name: "aws-auth", namespace: "kube-system", managedFields };
  const { status, json } = await kube.call("PUT", path, { apiVersion: "v1", kind: "ConfigMap", metadata, data });
  if (status > 299) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(json)}`);
}

function textual([key, value]: [string, unknown]): readonly [string, string] {
  return [key, String(value)];
}

async function bindingsOf(kube: KubeClient): Promise<ReadonlyMap<string, Fields>> {
  const { json } = await kube.call("GET", BINDINGS);
  const items: readonly unknown[] = Array.isArray(json.items) ? json.items : [];
  const made = items
    .map(fieldsOf)
    .filter(({ metadata }) => fieldsOf(fieldsOf(metadata).labels)[BOOTSTRAPPED] === undefined);
  return new Map(made.map((binding) => [String(fieldsOf(binding.metadata).name), binding]));
}

const BOOTSTRAPPED = "kubernetes.io/bootstrapping";

async function putBackBindings(kube: KubeClient, bindings: ReadonlyMap<string, Fields>): Promise<void> {
  const now = await bindingsOf(kube);
  for (const name of now.keys()) if (!bindings.has(name)) await kube.call("DELETE", `${BINDINGS}/${name}`);
  for (const [name, { roleRef, subjects }] of bindings) {
    if (now.has(name)) continue;
    const object = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef,
      subjects,
    };
    await kube.call("POST", BINDINGS, object);
  }
}
