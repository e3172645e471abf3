import { dirname, relative } from "node:path";
import { compareText } from "../../finding/text-order";
import type { OverlayTarget } from "../overlay-target";
import { OVERLAY_FILES } from "../root/root-module";
import { ownAwsProvider, ownBlocks } from "./cluster-blocks";
import { type Compiled, compiled } from "./compiled";
import { namePrefix, withNewNames, renamesOf } from "./cluster-names";
import { overlayKubernetes } from "./kubernetes-settings";
import type { JsonMap, OverlayPart } from "./overlay-part";
import { plannedCluster } from "./planned-cluster";
import { overrides, valueLocals } from "./override-blocks";
import { kubernetesName } from "./rows-provider";

/** The two files of one root module, as they are to be written. */
export interface OverlayTexts {
  /** As findings name it. */
  readonly folder: string;
  /** Absolute. */
  readonly path: string;
  readonly clusters: readonly string[];
  /** By file name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What each cluster of one root module brings into its files, by the names of the clusters. */
export function overlayParts(targets: readonly OverlayTarget[]): OverlayPart[] {
  return [...targets].sort((a, b) => compareText(nameOf(a), nameOf(b))).map(partOf);
}

/** Makes the files of the root module that parts have in common: one at least, none that a check refuses, no name twice. */
export function overlayTexts(parts: readonly OverlayPart[]): OverlayTexts {
  const sorted = parts.map(({ target }) => target);
  const { folder = "", path = "" } = sorted[0]?.root ?? {};
  const mark = markOf(path, sorted);
  const normal = merged(parts.flatMap((part) => [part.normal, { locals: valueLocals(part) }]));
  const override = merged([...overrides(parts), ...parts.map(({ required }) => required)]);
  return {
    folder,
    path,
    clusters: sorted.map(nameOf),
    texts: {
      [OVERLAY_FILES.normal]: jsonText({ "//": mark, ...normal }),
      [OVERLAY_FILES.override]: jsonText({ "//": mark, ...override }),
    },
  };
}

function partOf(target: OverlayTarget): OverlayPart {
  const settings = overlayKubernetes(target);
  const made = compiled(target, settings);
  const prefix = namePrefix(nameOf(target));
  const local = kubernetesName(target.root.requiredProviders);
  const name = local ?? "kubernetes";
  const kubernetes = made.provider === undefined ? undefined : `${name}.${prefix}`;
  return {
    target,
    prefix,
    kubernetes,
    normal: named(made, { target, prefix, kubernetes }),
    required: kubernetes === undefined || local !== undefined ? {} : requiring(name),
  };
}

function requiring(name: string): JsonMap {
  return { terraform: { required_providers: { [name]: { source: "hashicorp/kubernetes" } } } };
}

function named(
  made: Compiled,
  { target, prefix, kubernetes }: Pick<OverlayPart, "kubernetes" | "prefix" | "target">,
): JsonMap {
  const renames = renamesOf(made, prefix);
  const providers = { kubernetes, aws: ownAwsProvider(target) };
  const placed = (types: Compiled["data"]): JsonMap =>
    Object.fromEntries(
      Object.entries(types).map(([type, blocks]) => [type, ownBlocks(type, blocks, { prefix, providers, renames })]),
    );
  const passed = passedOf(made);
  const locals = Object.entries(made.locals).map(
    ([name, value]) => [`${prefix}_${name}`, withNewNames(value, renames)] as const,
  );
  const [provider = "kubernetes"] = kubernetes?.split(".") ?? [];
  const { locals: planned, precondition } = plannedCluster(target, prefix);
  return {
    ...(made.provider === undefined
      ? {}
      : { provider: { [provider]: [{ alias: prefix, ...fields(withNewNames(made.provider, renames)) }] } }),
    ...nonEmpty("data", asking(placed(made.data), precondition, prefix)),
    ...nonEmpty("ephemeral", placed(made.ephemeral)),
    ...nonEmpty("resource", placed(made.resource)),
    locals: { ...Object.fromEntries(locals), ...planned, [`${prefix}_passed`]: withNewNames(passed, renames) },
  };
}

/** Asked first, of what is always there. The root's own names stand in it: it is laid on when ours are renamed. */
function asking(data: JsonMap, precondition: readonly JsonMap[], prefix: string): JsonMap {
  if (precondition.length === 0) return data;
  const [type, name] =
    data.aws_eks_clusters === undefined
      ? ["aws_eks_cluster", `${prefix}_this`]
      : ["aws_eks_clusters", `${prefix}_live`];
  const blocks = fields(data[type]);
  const block = fields(blocks[name]);
  const asked = { ...block, lifecycle: { ...fields(block.lifecycle), precondition } };
  return { ...data, [type]: { ...blocks, [name]: asked } };
}

/** The conjunction of all guards, on which every argument that is overridden hangs. */
function passedOf({ data }: Compiled): string {
  const addresses = Object.entries(data).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `data.${type}.${name}`),
  );
  return `\${alltrue([${addresses
    .sort(compareText)
    .map((address) => `can(${address})`)
    .join(", ")}])}`;
}

function nonEmpty(key: string, value: JsonMap): JsonMap {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}

/** Who wrote a file, by what command, for which clusters: what a rewrite looks for. */
const MARK = "Generated by `eks-access overlay ";

/** What stands first in both files. */
function markOf(folder: string, targets: readonly OverlayTarget[]): string {
  const files = targets.map(
    ({ cluster, root }) => relative(root.folder === "" ? "." : root.folder, cluster.file) || cluster.file,
  );
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const given = folders.length === 1 ? (folders[0] ?? "") : files.join(" ");
  return `Generated by \`eks-access overlay ${given.replaceAll("\\", "/")}\`: change the cluster files, not this one. Clusters: ${targets.map(nameOf).join(", ")}`;
}

/** The clusters that a file of ours holds; undefined for a file that somebody else wrote. */
export function clustersIn(text: string): readonly string[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const { "//": mark } = fields(json);
    if (typeof mark !== "string" || !mark.startsWith(MARK)) return undefined;
    return (/ Clusters: (.*)$/.exec(mark)?.[1] ?? "").split(", ").filter((name) => name !== "");
  } catch {
    return undefined;
  }
}

function nameOf({ cluster }: OverlayTarget): string {
  return cluster.staged.definition.clusterName;
}

/** Maps laid together, lists joined: clusters have names of their own. */
function merged(parts: readonly JsonMap[]): JsonMap {
  const all: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      const before = all[key];
      if (isList(before) && isList(value)) all[key] = [...before, ...value];
      else if (isMap(before) && isMap(value)) all[key] = merged([before, value]);
      else all[key] = value;
    }
  }
  return all;
}

function jsonText(value: JsonMap): string {
  return `${JSON.stringify(sorted(value), undefined, 2)}\n`;
}

/** The same bytes, whatever the order in which the parts were made; lists keep theirs. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

function fields(value: unknown): JsonMap {
  return isMap(value) ? { ...value } : {};
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
