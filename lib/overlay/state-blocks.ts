import { join, resolve } from "node:path";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import { hasCredentials } from "./files/kubernetes-settings";
import type { Block } from "./root/block";
import { literalText, literalValue } from "./root/hcl-value";
import { moduleIdentity } from "./root/module-source";
import { readRoot, type RootModule } from "./root/root-module";
import type { StateBlock, StateBlocks } from "./state-block";

/** A resource of a state, as far as it tells a block: `module.platform.module.eks["blue"]`, `aws_eks_cluster`, `this`. */
interface InState {
  readonly of: "cluster" | "config-map" | "rows";
  readonly module: string;
  readonly type: string;
  readonly name: string;
}

/** A call of a module, as a plan has it: `module.platform.module.eks`, without instances. */
interface Planned {
  readonly module: string;
  readonly source: string;
  readonly version?: string;
}

/** Where a root module is, and what a plan of it calls. */
interface Place {
  readonly folder: string;
  readonly path: string;
  /** @default a state has no calls */
  readonly calls?: readonly Planned[];
}

/**
 * Finds the blocks that have a cluster and its rows: a state has their addresses, and the root module has to have them too.
 * Findings where the folder cannot be read.
 */
export async function stateBlocks(
  addresses: readonly InState[],
  { folder, path, calls = [] }: Place,
): Promise<{ readonly blocks: StateBlocks } | { readonly findings: readonly LocatedFinding[] }> {
  const read = await readRoot(folder, path);
  if ("findings" in read) return read;
  const clusters = addresses.filter(({ of }) => of === "cluster");
  const search = { root: read.root, planned: calls };
  const cluster = await clusterBlock(search, clusters);
  const [rows] = addresses.filter(({ of }) => of === "rows");
  const createsConfigMap =
    rows !== undefined && addresses.some(({ of, module }) => of === "config-map" && module === rows.module);
  const [made] = clusters;
  const rowsBlock = rows === undefined ? undefined : await blockOfRows(search, rows, made);
  return {
    blocks: {
      cluster,
      ...(rowsBlock === undefined ? {} : { rows: rowsBlock }),
      createsConfigMap: createsConfigMap && rows.module !== "",
      hasCredentials: hasCredentials(read.root),
    },
  };
}

interface Search {
  readonly root: RootModule;
  readonly planned: readonly Planned[];
}

async function clusterBlock(search: Search, [made, ...others]: readonly InState[]): Promise<StateBlocks["cluster"]> {
  if (made === undefined) return { key: "module", question: "no Terraform state among the sources makes the cluster" };
  if (others.length > 0) return { key: "module", question: "more than one resource of the state makes the cluster" };
  if (made.module === "") return inRoot(search.root, made, ["cluster", "module"]);
  return called(search, made, "module");
}

async function blockOfRows(
  search: Search,
  rows: InState,
  made: InState | undefined,
): Promise<NonNullable<StateBlocks["rows"]>> {
  const own = callsOf(rows.module);
  const beside = callsOf(made?.module ?? "");
  const key: "aws_auth_module" | "config_map" = "aws_auth_module";
  if (made?.module === rows.module && rows.module !== "")
    return { key, question: `${rows.module} writes the rows by itself, as versions before 20 do` };
  if (made !== undefined && folderOf(own) !== folderOf(beside))
    return { key, question: `${addressOf(rows)} is in another module than the call that makes the cluster` };
  return rows.module === "" ? inRoot(search.root, rows, ["config_map", key]) : called(search, rows, key);
}

/** A resource without a module; where it is not there, the module is asked for. */
function inRoot<Key extends string>(
  root: RootModule,
  { type, name }: InState,
  [key, asked]: readonly [Key, Key],
): StateBlock<Key> {
  const isThere = root.blocks.some((block) => block.kind === "resource" && block.type === type && block.name === name);
  if (isThere) return { key, name: `${type}.${name}` };
  return { key: asked, question: `the state has ${type}.${name}, and ${root.folder} has no block of that name` };
}

/** Local modules are followed to the call of the last: that of the module which has the resource. */
async function called<Key extends string>(
  { root: outermost, planned }: Search,
  resource: InState,
  key: Key,
): Promise<StateBlock<Key>> {
  const calls = callsOf(resource.module);
  const last = calls.at(-1);
  let root = outermost;
  for (const call of calls.slice(0, -1)) {
    const source = literalText(moduleBlock(root, call.name)?.body.source);
    if (source === undefined || !/^\.\.?\//.test(source))
      return { key, question: `the state has ${addressOf(resource)}, and ${notLocal(root, call)}` };
    if (call.index !== undefined)
      return { key, question: `module.${call.name} of ${root.folder} is called with count or for_each` };
    const read = await readRoot(join(root.folder, source), resolve(root.path, source));
    if ("findings" in read) return { key, question: `the folder of module.${call.name} cannot be read` };
    root = read.root;
  }
  const block = last === undefined ? undefined : moduleBlock(root, last.name);
  if (last === undefined || block === undefined)
    return { key, question: `the state has ${addressOf(resource)}, and ${missing(root, last?.name ?? "")}` };
  const path = calls.map(({ name }) => name).join(".");
  const plan = planned.find(({ module }) => module === calls.map(({ name }) => `module.${name}`).join("."));
  if (plan !== undefined && isOther(plan, block)) return { key, question: otherCall(plan, block) };
  const name = last.key === undefined ? path : `${path}["${last.key}"]`;
  const creator = block.body.enable_cluster_creator_admin_permissions;
  const asksCreator = creator !== undefined && literalValue(creator) === undefined;
  return { key, name, asksCreator, ...(plan === undefined ? {} : { calls: callWords(plan) }) };
}

/** Whether the block calls another module, or another version of it, than the plan; of sources that are written in several ways nobody knows. */
function isOther({ source, version }: Planned, { body }: Block): boolean {
  const [planned, written] = [
    moduleIdentity(source, version),
    moduleIdentity(literalText(body.source), literalText(body.version)),
  ];
  return planned !== undefined && written !== undefined && planned !== written;
}

function otherCall(plan: Planned, { file, line, body }: Block): string {
  const written = { source: literalText(body.source) ?? "", version: literalText(body.version) };
  const now = "import from a plan of the folder as it is";
  return `the plan calls ${callWords(plan)}, and ${file}:${line} calls ${callWords(written)}: ${now}`;
}

function callWords({ source, version }: { readonly source: string; readonly version?: string | undefined }): string {
  return version === undefined ? source : `${source} ${version}`;
}

function moduleBlock({ blocks }: RootModule, name: string) {
  const own = blocks.filter((block) => block.kind === "module" && block.name === name);
  return own.length === 1 ? own[0] : undefined;
}

function missing({ folder, blocks }: RootModule, name: string): string {
  const there = blocks.filter(({ kind }) => kind === "module").map((block) => block.name);
  return `${folder} has no block module "${name}"; modules there: ${there.join(", ") || "none"}`;
}

function notLocal(root: RootModule, { name }: Call): string {
  return moduleBlock(root, name) === undefined
    ? missing(root, name)
    : `module.${name} of ${root.folder} is no local module`;
}

interface Call {
  readonly name: string;
  /** Of `for_each`. */
  readonly key?: string;
  /** Of `for_each` or `count`, as it is written. */
  readonly index?: string;
}

/** The calls of `module.platform.module.eks["blue"]`. */
function callsOf(module: string): Call[] {
  return [...module.matchAll(/(?:^|\.)module\.([^.[\]"]+)(\[(?:"((?:[^"\\]|\\.)*)"|\d+)\])?/g)].map(
    ([, name = "", index, key]) => ({
      name,
      ...(index === undefined ? {} : { index }),
      ...(key === undefined ? {} : { key }),
    }),
  );
}

function folderOf(calls: readonly Call[]): string {
  return calls
    .slice(0, -1)
    .map(({ name }) => name)
    .join(".");
}

function addressOf({ module, type, name }: InState): string {
  return [module, type, name].filter((part) => part !== "").join(".");
}
