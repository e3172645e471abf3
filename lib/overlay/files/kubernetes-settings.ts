import type { KubernetesAuth } from "../../eks/settings/kubernetes-provider";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { literal } from "../../eks/address/literal";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import type { Block } from "../root/block";
import type { RootModule } from "../root/root-module";
import { attributesOf, blockOf, type HclValue, hclValue, itemsOf, literalText } from "../root/hcl-value";
import { readTemplateParts, soleExpression } from "../root/template";

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
  const block = rootProvider(target);
  const auth = definition.terraform.kubernetesAuth ?? authOf(block);
  if (block === undefined) return { auth, copied: {}, findings: [] };
  const names = [
    ...ALWAYS,
    ...(auth === "kubeconfig" && definition.terraform.configPath === undefined ? KUBECONFIG : []),
  ];
  const values = names.flatMap((name) => {
    const value = block.body[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const exec = auth === "exec" ? execOf(block, definition.clusterName) : [];
  const copied = Object.fromEntries([...values, ...exec.map((value) => ["exec", value] as const)]);
  const bound = Object.entries(copied).filter(([, value]) => isBound(value));
  return {
    auth,
    copied: Object.fromEntries(Object.entries(copied).filter(([, value]) => !isBound(value))),
    findings: bound.map(([name]) => boundFinding(block, name)),
  };
}

function boundFinding(block: Block, name: string): LocatedFinding {
  const message =
    "refers to a resource or module, expected a text, a variable or a local: our provider has to be there before them";
  const help = "set terraform.kubernetes_auth in the cluster file, or write the value out";
  return overlayIn(block, ["overlay-unsupported", name], { message, help });
}

/** The provider block that the rows' block uses; the default one where it names none. */
export function rootProvider({ outermost, root, rows }: OverlayTarget): Block | undefined {
  const name = kubernetesName(outermost.requiredProviders) ?? "kubernetes";
  const blocks = [...root.blocks, ...outermost.blocks].filter(
    (block) => block.kind === "provider" && block.name === name,
  );
  const alias = aliasOf(rows?.block, name);
  return blocks.find(({ body }) => literalText(body.alias) === alias);
}

/** The local name of hashicorp/kubernetes, where the root gives one. */
export function kubernetesName(required: Readonly<Record<string, HclValue>>): string | undefined {
  return Object.keys(required).find((name) => {
    const source = literalText(attributesOf(required[name]).source) ?? "";
    return /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?hashicorp\/kubernetes$/.test(source);
  });
}

/** `kubernetes.blue` of `providers = { kubernetes = kubernetes.blue }`, or of `provider`: `blue`. */
function aliasOf(block: Block | undefined, name: string): string | undefined {
  const { providers, provider } = block?.body ?? {};
  const own = attributesOf(providers)[name] ?? provider;
  const reference = typeof own === "string" ? (soleExpression(own) ?? own) : undefined;
  return reference?.split(".")[1];
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

/** Whether a value hangs on something that Terraform makes or reads: the provider would be a cycle. */
function isBound(value: HclValue): boolean {
  if (typeof value === "string") {
    const expressions = readTemplateParts(value)
      .filter(({ kind }) => kind !== "text")
      .map(({ text }) => text);
    return expressions.some((text) => /(?:^|[^.\w"])(?:module|data|[a-z0-9]+_[a-z0-9_]+)\.[\w-]/.test(text));
  }
  if (Array.isArray(value)) return value.some((item) => isBound(hclValue(item)));
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((item) => isBound(hclValue(item)));
}
