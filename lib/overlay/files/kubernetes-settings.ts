import type { KubernetesAuth } from "../../eks/settings/kubernetes-provider";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { literal } from "../../eks/address/literal";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import type { Block } from "../root/block";
import type { RootModule } from "../root/root-module";
import { blockOf, type HclValue, itemsOf } from "../root/hcl-value";
import { isBound, isGlobal, referencesIn } from "../root/references";
import { type FoundProvider, kubernetesName, rowsProvider } from "./rows-provider";

export { kubernetesName } from "./rows-provider";

/** How our own Kubernetes provider reaches the API server: as the root's does, but for what hangs on the cluster's module. */
export interface OverlayKubernetes {
  readonly auth: KubernetesAuth;
  /** Arguments of the root's provider that ours has too. */
  readonly copied: Readonly<Record<string, HclValue>>;
  readonly findings: readonly LocatedFinding[];
}

/** Proxy and server name go along, whatever the credentials. */
const ALWAYS = ["proxy_url", "tls_server_name"] as const;
const KUBECONFIG = [
  "config_path",
  "config_paths",
  "config_context",
  "config_context_cluster",
  "config_context_auth_info",
] as const;

/** What our provider takes over from the one of the rows' block, or the root's own. */
export function overlayKubernetes(target: OverlayTarget): OverlayKubernetes {
  const { definition } = target.cluster.staged;
  const found = rowsProvider(target);
  const auth = definition.terraform.kubernetesAuth ?? authOf(found?.block);
  if (found === undefined) return { auth, copied: {}, findings: [] };
  const names = [
    ...ALWAYS,
    ...(auth === "kubeconfig" && definition.terraform.configPath === undefined ? KUBECONFIG : []),
  ];
  const values = names.flatMap((name) => {
    const value = found.block.body[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const exec = auth === "exec" ? execOf(found.block, definition.clusterName) : [];
  const all = [...values, ...exec.map((value) => ["exec", value] as const)].map(([name, value]) => {
    return { name, value, refused: scopeFinding(target, found, [name, value]) };
  });
  return {
    auth,
    copied: Object.fromEntries(
      all.filter(({ refused }) => refused === undefined).map(({ name, value }) => [name, value]),
    ),
    findings: all.flatMap(({ refused }) => refused ?? []),
  };
}

/** Why an argument of the root's provider cannot stand in ours: what it refers to waits for the cluster, or has no name there. */
function scopeFinding(
  { root }: OverlayTarget,
  { block, root: from }: FoundProvider,
  [name, value]: readonly [string, HclValue],
): LocatedFinding | undefined {
  const references = referencesIn(value);
  if (from.path === root.path) return references.some(isBound) ? boundFinding(block, name) : undefined;
  const outside = references.find((reference) => !isGlobal(reference));
  if (outside === undefined) return undefined;
  const message = `refers to \`${outside}\`, which is a name of ${from.folder} alone, expected a value that is written out: our provider stands in ${root.folder}`;
  return overlayIn(block, ["overlay-unsupported", name], { message, help: helpFor(name) });
}

/** Credentials may come another way; a proxy may not. */
function helpFor(name: string): string {
  return ALWAYS.some((each) => each === name)
    ? "write the value out"
    : "write `kubernetes_auth: ephemeral` (Terraform 1.10 and later) under `terraform` in the cluster file, or write the value out";
}

function boundFinding(block: Block, name: string): LocatedFinding {
  const message =
    "refers to a resource or module, expected a text, a variable or a local: our provider has to be there before them";
  const help = "set terraform.kubernetes_auth in the cluster file, or write the value out";
  return overlayIn(block, ["overlay-unsupported", name], { message, help });
}

/** Whether a provider of a folder brings credentials that ours takes over. */
export function hasCredentials({ blocks, requiredProviders }: RootModule): boolean {
  const name = kubernetesName(requiredProviders) ?? "kubernetes";
  return blocks.some((block) => block.kind === "provider" && block.name === name && authOf(block) !== "ephemeral");
}

function authOf(block: Block | undefined): KubernetesAuth {
  if (block?.body.exec !== undefined) return "exec";
  return KUBECONFIG.some((name) => block?.body[name] !== undefined) ? "kubeconfig" : "ephemeral";
}

/** The same command, with the cluster's name as text. */
function execOf({ body }: Block, clusterName: string): HclValue[] {
  if (body.exec === undefined) return [];
  const exec = blockOf(body.exec);
  const args = itemsOf(exec.args);
  const isName = (before: HclValue | undefined): boolean =>
    before === "--cluster-name" || before === "--cluster-id" || before === "-i";
  const named = args.map((arg, i) => (isName(args[i - 1]) ? literal(clusterName) : arg));
  return [{ ...exec, ...(args.length === 0 ? {} : { args: named }) }];
}
