import { dirname, join, resolve } from "node:path";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import type { OverlaySection } from "../inventory/schema/sections/overlay";
import { type Call, calledChild } from "./child-module";
import { overlayIn } from "./overlay-finding";
import type { Block } from "./root/block";
import { moduleOf } from "./root/module-source";
import { overlayPath, resourcePath } from "./root/overlay-path";
import { realFolder } from "./root/real-folder";
import { readRoot, type RootModule } from "./root/root-module";
import { type OverlayCode, overlayFinding } from "./overlay-finding";

/** A block that is overridden. */
export interface Overridden {
  readonly block: Block;
  /** The instance, where the block has `for_each`. */
  readonly key?: string;
  /** Names of the module's variables; undefined for a resource. */
  readonly variables?: ReadonlySet<string>;
  /** Version of the module; undefined for a resource, and for a copy of the module. */
  readonly version?: string;
}

/** What an overlay of one cluster is laid over. */
export interface OverlayTarget {
  readonly cluster: ClusterFile;
  /** The folder that the files go to: the root module, or the local module within. */
  readonly root: RootModule;
  /** The outermost root module, which has the blocks of providers. */
  readonly outermost: RootModule;
  /** The calls that lead from there to the local module, outermost first; none where the root module has the block itself. */
  readonly calls: readonly Call[];
  readonly eks: Overridden;
  /** @default the rows are somebody else's */
  readonly rows?: Overridden;
}

/** A cluster whose `access_config` is overridden, and what has `data` with the rows. */
const CLUSTER_TYPES = ["aws_eks_cluster"] as const;
const ROW_TYPES = ["kubernetes_config_map_v1_data", "kubernetes_config_map_v1", "kubernetes_config_map"] as const;

/** Finds what the `overlay` section of a cluster file names, or says what is not there. */
export async function overlayTarget(
  cluster: ClusterFile,
  cwd: string,
): Promise<{ readonly target: OverlayTarget } | { readonly findings: readonly LocatedFinding[] }> {
  const { overlay } = cluster.staged.definition;
  if (overlay === undefined) return { findings: [] };
  const folder = join(dirname(cluster.file), overlay.root);
  const read = await readRoot(folder, realFolder(resolve(cwd, folder)));
  if ("findings" in read) return { findings: read.findings.map((finding) => placed(cluster, finding)) };
  return locate(cluster, overlay, read.root);
}

/** A folder that is not there stands in the cluster file; a file that cannot be read is at fault itself. */
function placed(cluster: ClusterFile, found: LocatedFinding): LocatedFinding {
  if (found.code !== "overlay-root-missing") return found;
  const { code, severity, message } = found;
  return cluster.locate({
    code,
    severity,
    path: "overlay.root",
    message: `${message}, got \`${found.file}\``,
    help: "write the path of that folder under `overlay.root`, from the folder of the cluster file",
  });
}

async function locate(cluster: ClusterFile, overlay: OverlaySection, outermost: RootModule) {
  const findings: LocatedFinding[] = [];
  const at = (code: OverlayCode, path: string, text: { message: string; help?: string }): void => {
    findings.push(cluster.locate(overlayFinding(code, path, text)));
  };
  const child = await calledChild(outermost, overlayPath(overlay.module ?? "")?.calls ?? [], findings);
  if (child === undefined) return { findings };
  const { root: within } = child;
  const find = (name: "aws_auth_module" | "cluster" | "config_map" | "module", text: string | undefined) => {
    if (text === undefined) return undefined;
    const path = name === "module" || name === "aws_auth_module" ? overlayPath(text) : resourcePath(text);
    const [block, ...others] = within.blocks.filter((one) => isMeant(one, path));
    if (block !== undefined && others.length === 0)
      return { block, ...(path !== undefined && "key" in path ? { key: path.key } : {}) };
    if (block === undefined && isRowsName(name) && isSettled(cluster)) return undefined;
    const words = `block${others.length === 0 ? "" : "s"} \`${blockWords(text, name)}\` in ${within.folder}, expected one`;
    const message = block === undefined ? `no ${words} that is there` : twice([block, ...others], words);
    const outer = within === outermost ? undefined : outermost.blocks.find((one) => isMeant(one, path));
    const help = outer !== undefined && isRowsName(name) ? rowsOutside(outer, within, name) : modulesIn(within);
    at("overlay-block-missing", `overlay.${name}`, { message, help });
    return undefined;
  };
  const eks = find("module", overlay.module) ?? find("cluster", overlay.cluster);
  const rows = find("aws_auth_module", overlay.awsAuthModule) ?? find("config_map", overlay.configMap);
  if (eks === undefined || findings.length > 0) return { findings };
  const [known, knownRows] = [
    await withVariables(within, eks, "eks"),
    rows && (await withVariables(within, rows, "aws-auth")),
  ];
  findings.push(...(known.findings ?? []), ...(knownRows?.findings ?? []));
  const instances = [...instanceFindings(eks), ...(rows === undefined ? [] : instanceFindings(rows))];
  findings.push(...typeFindings(eks, CLUSTER_TYPES), ...(rows === undefined ? [] : typeFindings(rows, ROW_TYPES)));
  findings.push(...instances, ...foreignOverrides(within));
  if (findings.length > 0) return { findings };
  const made = { ...child, eks: known, ...(knownRows === undefined ? {} : { rows: knownRows }) };
  return { target: { cluster, outermost, ...made } };
}

/** Terraform takes no two blocks of one name either. */
function twice(blocks: readonly Block[], words: string): string {
  return `${String(blocks.length)} ${words}, got ${blocks.map(({ file, line }) => `${file}:${String(line)}`).join(" and ")}`;
}

function modulesIn({ blocks }: RootModule): string {
  const known = blocks.filter(({ kind }) => kind === "module").map(({ name }) => name);
  return `write the name of the block that makes the cluster, \`module: NAME\` under \`overlay\`; modules there: ${known.join(", ") || "none"}`;
}

/** The rows' block in the root, the cluster's in a local module within: an override reaches blocks of its own folder alone. */
function rowsOutside({ file, line }: Block, { folder }: RootModule, name: string): string {
  return `it stands at ${file}:${String(line)}, outside ${folder}, where both files go: move the block there (\`moved\` keeps its state); or leave overlay.${name} out and write \`manage_aws_auth_configmap: false\` under aws_auth: the block then keeps its rows, which mode API does not read`;
}

function isRowsName(name: string): boolean {
  return name === "aws_auth_module" || name === "config_map";
}

/** At stage done the block of the rows makes nothing, and whoever settles deletes it: the files go after it. */
export function isSettled({ staged }: ClusterFile): boolean {
  return staged.definition.migration?.stage === "done";
}

function blockWords(text: string, name: string): string {
  return name.endsWith("module") ? `module "${overlayPath(text)?.name ?? text}"` : `resource ${text}`;
}

function isMeant(
  { kind, type, name }: Block,
  path: ReturnType<typeof overlayPath> | ReturnType<typeof resourcePath>,
): boolean {
  if (name !== path?.name) return false;
  return "type" in path ? kind === "resource" && type === path.type : kind === "module";
}

async function withVariables(
  root: RootModule,
  found: Overridden,
  part: "aws-auth" | "eks",
): Promise<Overridden & { readonly findings?: readonly LocatedFinding[] }> {
  if (found.block.kind !== "module") return found;
  const read = await moduleOf(root, found.block, part);
  return { ...found, ...read };
}

/** An override of another type would have arguments that mean nothing there: `awscc_eks_cluster` has no such block. */
function typeFindings({ block }: Overridden, types: readonly string[]): LocatedFinding[] {
  if (block.kind === "module" || types.includes(block.type)) return [];
  const message = `a resource that no overlay is laid over, expected ${types.join(" or ")}, got \`${block.type}\``;
  const help = "name the block of that type under overlay, or write `render: access` with a state of its own";
  return [overlayIn(block, ["overlay-unsupported"], { message, help })];
}

/** `for_each` needs a key in the cluster file, and a key needs `for_each`. */
function instanceFindings({ block, key }: Overridden): LocatedFinding[] {
  const { for_each: each, count } = block.body;
  if (count !== undefined) {
    const isModule = block.kind === "module";
    const message = `\`count\` on a block that is overridden is not supported, expected ${isModule ? "`for_each` or neither" : "none"}`;
    const help = isModule
      ? "write `for_each = { one = true }` in place of `count`, with a `moved` block from each numbered instance"
      : "take `count` away, with a `moved` block from the instance `[0]`; or write `render: access` with a state of its own";
    return [overlayIn(block, ["overlay-unsupported", "count"], { message, help })];
  }
  if (block.kind === "resource" && each !== undefined) return [repeatedResource(block)];
  if ((each === undefined) === (key === undefined)) return [];
  const own = block.kind === "module" ? block.name : `${block.type}.${block.name}`;
  const message =
    each === undefined
      ? "no `for_each` here, expected a name without a key in the cluster file"
      : "`for_each` here, expected the key of an instance in the cluster file";
  const help = each === undefined ? `write \`${own}\` under overlay` : `write \`${own}["KEY"]\` under overlay`;
  return [overlayIn(block, ["overlay-block-missing"], { message, help })];
}

/** A resource has no variables by which its instances could get values of their own, as a module has; and an override is of all. */
function repeatedResource(block: Block): LocatedFinding {
  const message =
    "`for_each` on a resource that is overridden is not supported, expected a resource without it, or the module";
  const help =
    "write `render: access` with a state of its own; an overlay takes `for_each` on calls of the module and of modules/aws-auth alone";
  return overlayIn(block, ["overlay-unsupported", "for_each"], { message, help });
}

/** Terraform takes override files in the order of their names: whose argument counts would hang on a name. */
function foreignOverrides({ overrides }: RootModule): LocatedFinding[] {
  return overrides.map((file) => {
    const message =
      "an override file of your own, expected none beside ours: which of the two counts hangs on their names";
    return {
      ...overlayFinding("overlay-unsupported", "", {
        message,
        help: "move its arguments into the files that it overrides, and delete it",
      }),
      file,
      line: 1,
      column: 1,
    };
  });
}
