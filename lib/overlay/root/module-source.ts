import { join, posix, resolve } from "node:path";
import { parse } from "@cdktf/hcl2json";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { canBeMet } from "../../module/constraints-meet";
import { compareVersions, admitsOlder, satisfies } from "../../module/module-version";
import { knownVersions, MODULE_PARTS, moduleVariables } from "../../module/module-table";
import { overlayIn } from "../overlay-finding";
import type { Block } from "./block";
import { type HclValue, literalText } from "./hcl-value";
import { regularFile } from "./regular-file";
import { isTerraformFile, readRoot, type RootModule, terraformFiles } from "./root-module";

/** The module, and the sub-module, whose blocks are overridden. */
type ModulePart = "eks" | "aws-auth";

/** The oldest version that does not replace a cluster which an older one made. */
export const OLDEST = "20.13.1";
/** The first whose variables have other names: under an override Terraform drops those of v20 without a word. */
const NEXT = "21.0.0";

const REGISTRY =
  /^(?:registry\.terraform\.io\/|registry\.opentofu\.org\/)?terraform-aws-modules\/eks\/aws(?:\/\/modules\/([\w-]+))?$/;
const GIT = /terraform-aws-eks(?:\.git)?(?:\/\/modules\/([\w-]+))?\?(?:[^?]*&)?ref=v?(\d+\.\d+\.\d+)/;

/** What a block calls that is the module. */
interface ModuleFound {
  /** Names of its variables. */
  readonly variables: ReadonlySet<string>;
  /**
   * Its version.
   * @default a copy, whose version nobody knows
   */
  readonly version?: string;
}

/** The module that a block calls; or why it is none that an overlay takes. */
export type ModuleRead = ModuleFound | { readonly findings: readonly LocatedFinding[] };

/** What the module of a block takes: by its version, or by its own files where they are at hand. */
export async function moduleOf(root: RootModule, block: Block, part: ModulePart): Promise<ModuleRead> {
  const source = literalText(block.body.source);
  if (source === undefined) return unknown(block, "a `source` that is no literal text");
  const registry = REGISTRY.exec(source);
  if (registry !== null) return registry[1] === nameOf(part) ? byVersion(root, block, part) : otherPart(block, part);
  const git = GIT.exec(source);
  if (git !== null) return git[1] === nameOf(part) ? ofVersion(block, part, git[2] ?? "") : otherPart(block, part);
  if (/cloudposse|cloud-posse/.test(source)) {
    const message = "cloudposse's module is not supported: it has no argument that takes all entries";
    return { findings: [overlayIn(block, ["overlay-unsupported", "source"], { message, help: ACCESS })] };
  }
  return ofFiles(root, block, { source, part });
}

const ACCESS =
  "write `render: access` with a state of its own; entries that this root has leave it by `removed` blocks";

function nameOf(part: ModulePart): string | undefined {
  return part === "eks" ? undefined : part;
}

function otherPart(block: Block, part: ModulePart): ModuleRead {
  return unknown(block, `another module than ${part === "eks" ? "the EKS module itself" : `its sub-module ${part}`}`);
}

function unknown(block: Block, got: string, advice?: string): ModuleRead {
  const message = `expected terraform-aws-modules/eks/aws, or a copy of it that \`terraform init\` has installed, got ${got}`;
  const help =
    "write the name of the block that makes the cluster as `overlay.module` in the cluster file; where that block has a source of your own, run `terraform init` once";
  return { findings: [overlayIn(block, ["overlay-module-unknown", "source"], { message, help: advice ?? help })] };
}

/** The call of the module itself in a local module: the first by name. */
async function callWithin(root: RootModule, source: string): Promise<string | undefined> {
  const read = await readRoot(join(root.folder, source), resolve(root.path, source));
  if ("findings" in read) return undefined;
  return read.root.blocks.find((block) => calledPart(block) === "eks")?.name;
}

function wrapperHelp({ name }: Block, within: string): string {
  return `\`module "${within}"\` in that folder makes the cluster: write the path of calls to it, as in \`module: ${name}.${within}\`, under overlay, or pass \`authentication_mode\` and \`access_entries\` on to it by variables of those names`;
}

/**
 * What a call comes to, however it is written: the module of a registry with its constraint, a tag of its repository, a folder.
 * Undefined for other sources.
 */
export function moduleIdentity(source: string | undefined, version: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  const [registry, git] = [REGISTRY.exec(source), GIT.exec(source)];
  if (registry !== null) return `registry ${registry[1] ?? ""} ${version?.replace(/\s/g, "") ?? ""}`;
  if (git !== null) return `git ${git[1] ?? ""} ${git[2] ?? ""}`;
  return /^\.\.?\//.test(source) ? `folder ${posix.join(source, ".")}` : undefined;
}

/** Whether a block calls the module itself, from a registry or its repository. */
export function isEksModule(block: Block): boolean {
  const source = literalText(block.body.source) ?? "";
  const [registry, git] = [REGISTRY.exec(source), GIT.exec(source)];
  return registry !== null ? registry[1] === undefined : git !== null && git[1] === undefined;
}

/** Which part of the module a block calls, from a registry or its repository; undefined for any other module. */
export function calledPart(block: Block): (typeof MODULE_PARTS)[number] | undefined {
  if (block.kind !== "module") return undefined;
  if (isEksModule(block)) return "eks";
  const source = literalText(block.body.source) ?? "";
  const part = (REGISTRY.exec(source) ?? GIT.exec(source))?.[1];
  return MODULE_PARTS.find((each) => each === part);
}

/** The tag of the module's repository that a block calls: `19.21.0`; undefined for any other source. */
export function refOf(block: Block): string | undefined {
  return refIn(block.body.source);
}

/** The version that a call of the module itself writes: `19.21.0`, `~> 19.0`; undefined for any other block, and for what is no literal text. */
export function writtenVersion(block: Block): string | undefined {
  if (block.kind !== "module" || !isEksModule(block)) return undefined;
  return literalText(block.body.version) ?? refIn(block.body.source);
}

function refIn(source: HclValue | undefined): string | undefined {
  return GIT.exec(literalText(source) ?? "")?.[2];
}

/** The version that a block of the module calls: the installed one, else the newest that its constraint lets in. */
export function calledVersion(root: RootModule, block: Block): string | undefined {
  const git = refOf(block);
  const constraint = literalText(block.body.version);
  if (git !== undefined || constraint === undefined) return knownVersions("eks").find((version) => version === git);
  const known = knownVersions("eks").filter((version) => satisfies(version, constraint) === true);
  const installed = installedModule(root, block.name)?.version;
  return installed !== undefined && known.includes(installed) ? installed : known.at(-1);
}

/**
 * The version that is installed, else the newest that the constraint lets in. What it lets in is asked of the constraint alone: a
 * fresh clone installs the newest, whatever is installed here.
 */
function byVersion(root: RootModule, block: Block, part: ModulePart): ModuleRead {
  const constraint = block.body.version === undefined ? "" : literalText(block.body.version);
  if (constraint === undefined) return wrongVersion(block, "no literal text");
  const known = knownVersions(part).filter((version) => satisfies(version, constraint) === true);
  const newest = [...known].sort(compareVersions).at(-1);
  if (admitsOlder(constraint, OLDEST) !== false || newest === undefined)
    return wrongVersion(block, `\`${constraint}\``);
  if (known.some((each) => compareVersions(each, NEXT) < 0) && canBeMet(`${constraint}, >= ${NEXT}`) !== false)
    return wrongVersion(block, `\`${constraint}\``, unbounded(constraint));
  const installed = installedModule(root, block.name)?.version;
  return ofVersion(block, part, installed !== undefined && known.includes(installed) ? installed : newest);
}

function ofVersion(block: Block, part: ModulePart, version: string): ModuleRead {
  const variables = moduleVariables(part, version);
  if (variables === undefined || compareVersions(version, OLDEST) < 0 || compareVersions(version, NEXT) >= 0)
    return wrongVersion(block, `\`${version}\``);
  return { variables: new Set(variables.keys()), version };
}

function unbounded(constraint: string): string {
  return `write \`version = "${constraint}, < ${NEXT.slice(0, 4)}"\`: a fresh clone installs v21, whose variables have other names`;
}

function wrongVersion(block: Block, got: string, advice?: string): ModuleRead {
  const newest = knownVersions("aws-auth").at(-1) ?? "";
  const message = `expected a version from ${OLDEST} to ${newest}, and a constraint that lets no other in, got ${got}`;
  const help = advice ?? versionHelp(got, newest);
  return { findings: [overlayIn(block, ["overlay-module-version", "version"], { message, help })] };
}

/** Of one line of the module: a new version alone would take aws-auth away from a v19 root, and an old one is none for v21. */
function versionHelp(got: string, newest: string): string {
  const line = Number(/^`(?:=|~>)?\s*(\d+)/.exec(got)?.[1] ?? "20");
  if (line < 20)
    return "`eks-access upgrade-module --root DIR --state FILE` names the edits: a new version alone would delete aws-auth";
  if (line > 20) return `v21 is not supported by an overlay yet: ${ACCESS}`;
  return `write \`version = "~> 20.31"\` or \`"${newest}"\`: before ${OLDEST} v20 replaces a cluster that is older; v19 and v21 are not supported by an overlay yet`;
}

/** A copy of the module: in a folder, or where `terraform init` has put it. Its own variables say what it takes. */
async function ofFiles(
  root: RootModule,
  block: Block,
  { source, part }: { readonly source: string; readonly part: ModulePart },
): Promise<ModuleRead> {
  const isLocal = /^\.\.?\//.test(source);
  const dir = isLocal ? source : installedModule(root, block.name)?.dir;
  if (dir === undefined) return unknown(block, `\`${source}\``);
  const names = await variablesIn(resolve(root.path, dir));
  if (names === undefined) return unknown(block, `\`${source}\`, whose variables cannot be read`);
  const missing = NEEDED[part].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const got = `\`${source}\`, which has no variable ${missing.join(", ")}`;
    const within = isLocal && part === "eks" ? await callWithin(root, source) : undefined;
    return unknown(block, got, within === undefined ? undefined : wrapperHelp(block, within));
  }
  return { variables: new Set(names) };
}

/** What v20 has, and no other version has all of. */
const NEEDED: Readonly<Record<ModulePart, readonly string[]>> = {
  eks: ["access_entries", "authentication_mode", "cluster_name"],
  "aws-auth": ["aws_auth_accounts", "aws_auth_roles", "aws_auth_users", "manage_aws_auth_configmap"],
};

/** Of all files of a folder, wherever its blocks stand; undefined where it has none, or one of those cannot be read. */
async function variablesIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    const names: string[] = [];
    for (const name of terraformFiles(folder)) names.push(...(await variablesOf(join(folder, name))));
    return names.length === 0 ? undefined : names;
  } catch {
    return undefined;
  }
}

async function variablesOf(file: string): Promise<string[]> {
  const found = regularFile(file, isTerraformFile);
  if ("problem" in found) throw new Error(found.problem);
  if (!found.text.includes("variable")) return [];
  const json: unknown = file.endsWith(".json") ? JSON.parse(found.text) : await parse(file, found.text);
  const blocks = [fields(json).variable].flat();
  return blocks.flatMap((block) => Object.keys(fields(block)));
}

/**
 * What `terraform init` has written of the call of a module: for all local modules in the folder of the outermost root module,
 * by the path of calls, as in `platform.eks`.
 */
export function installedModule(
  { path: own, within: { path, calls } = { path: own, calls: [] } }: RootModule,
  name: string,
): Installed | undefined {
  const wanted = [...calls, name].join(".");
  return readInstalled(path)?.find(({ key }) => key === wanted);
}

/** A call as `terraform init` has written it, by its path; the root module itself has an empty one. */
interface Installed {
  readonly key: string;
  /** Absolute. */
  readonly dir?: string;
  readonly version?: string;
}

/** What `terraform init` has written in a folder of all calls; undefined where it was not run there. */
export function readInstalled(path: string): readonly Installed[] | undefined {
  try {
    const found = regularFile(join(path, ".terraform/modules/modules.json"), (name) => name.endsWith("modules.json"));
    if ("problem" in found) return undefined;
    const json: unknown = JSON.parse(found.text);
    const { Modules: modules } = fields(json);
    return (Array.isArray(modules) ? modules : []).map(fields).flatMap(({ Key: key, Dir: dir, Version: version }) => {
      if (typeof key !== "string") return [];
      const own = typeof dir === "string" ? { dir: resolve(path, dir) } : {};
      return [{ key, ...own, ...(typeof version === "string" ? { version } : {}) }];
    });
  } catch {
    return undefined;
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
