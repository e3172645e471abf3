import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { cut } from "../../finding/shorten";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayAt } from "../overlay-finding";
import { type Block, headerLine } from "./block";
import { withoutQuoted } from "./hcl-scan";
import { type MergedObjects, mergedObjects } from "./merged";
import { regularFile } from "./regular-file";
import { attributesOf, type HclMap, type HclValue, hclValue } from "./hcl-value";
import { soleExpression } from "./template";
import { terragruntFindings } from "./terragrunt";

/** A folder of Terraform configuration, read for what stands in which block; nothing is evaluated. */
export interface RootModule {
  /** As findings name it. */
  readonly folder: string;
  /** Absolute. */
  readonly path: string;
  /**
   * Where `terraform init` has written of its calls, for a local module: the outermost root module, absolute, and the names of
   * the calls that lead from there.
   * @default its own folder
   */
  readonly within?: { readonly path: string; readonly calls: readonly string[] };
  readonly blocks: readonly Block[];
  /** By local name: `{ kubernetes = { source = "hashicorp/kubernetes" } }`. */
  readonly requiredProviders: Readonly<Record<string, HclValue>>;
  /** The blocks `terraform` of files that override none, with their places. */
  readonly settings: readonly Block[];
  /** The blocks `locals`, of all files: those of override files last. */
  readonly locals: readonly Block[];
  /** The blocks `terraform`, of all files: backends are laid over by override files too. */
  readonly terraform: readonly HclMap[];
  /** Files of the team's own that Terraform lays over others. */
  readonly overrides: readonly string[];
  /** The blocks in them. */
  readonly overriding: readonly Block[];
  /** The objects that stand in expressions `merge(...)` of calls and locals. */
  readonly objects: MergedObjects;
  /** The blocks `moved`, by addresses. */
  readonly moved: readonly Moved[];
  /** Every file as it is written. */
  readonly texts: readonly RootText[];
}

/** Where an object goes in the state. */
export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** A file of a root module: as findings name it, and what it says. */
export interface RootText {
  readonly file: string;
  readonly text: string;
}

/** The two files that an overlay consists of. */
export const OVERLAY_FILES = { normal: "eks_access.tf.json", override: "eks_access_override.tf.json" } as const;

/** Reads the `*.tf` and `*.tf.json` of a folder, and OpenTofu's `*.tofu`, our own two left out; or says why it cannot be read. */
export async function readRoot(
  folder: string,
  path: string,
): Promise<{ readonly root: RootModule } | { readonly findings: readonly LocatedFinding[] }> {
  const names = tfFiles(path);
  const terragrunt = names === undefined ? [] : await terragruntFindings(folder, path, names);
  if (terragrunt.length > 0) return { findings: terragrunt };
  if (names === undefined || names.length === 0) {
    const message = "not a folder with Terraform files, expected the root module that has the cluster";
    const help = "name the folder that has its `*.tf` files, from where you type";
    return { findings: [overlayAt("overlay-root-missing", { file: folder, line: 1 }, { message, help })] };
  }
  const own: readonly string[] = Object.values(OVERLAY_FILES);
  const twins = twinFindings(folder, [...names, ...own]);
  if (twins.length > 0) return { findings: twins };
  const read: ReadFile[] = [];
  const findings: LocatedFinding[] = [];
  for (const name of names.filter((each) => !own.includes(each))) {
    const file = await readFile(`${folder.replace(/\/+$/, "")}/${name}`, join(path, name));
    if ("problem" in file) findings.push(file.problem);
    else read.push(file);
  }
  if (findings.length > 0) return { findings };
  const contents = contentsOf(read);
  const bodies = [...contents.blocks.filter(({ kind }) => kind === "module"), ...contents.locals].map(
    ({ body }) => body,
  );
  return { root: { folder, path, ...contents, objects: await mergedObjects(bodies) } };
}

/** What stands in the files of a root module. */
function contentsOf(read: readonly ReadFile[]): Omit<RootModule, "folder" | "objects" | "path"> {
  const over = read.filter(({ file }) => isOverride(file));
  const normal = read.filter((file) => !over.includes(file));
  return {
    blocks: normal.flatMap(blocksOf),
    requiredProviders: Object.fromEntries(normal.flatMap(requiredProviders)),
    settings: normal.flatMap((file) => unnamedBlocks(file, "terraform")),
    locals: lastOverrides(read).flatMap((file) => unnamedBlocks(file, "locals")),
    terraform: [...over, ...normal].flatMap(terraformBlocks),
    overrides: over.map(({ file }) => file),
    overriding: over.flatMap(blocksOf),
    moved: read.flatMap(movedBlocks),
    texts: read.map(({ file, written }) => ({ file, text: written })),
  };
}

function tfFiles(path: string): string[] | undefined {
  try {
    if (!statSync(path).isDirectory()) return undefined;
    return terraformFiles(path);
  } catch {
    return undefined;
  }
}

/** The names of what Terraform reads of a folder: a folder within is none, whatever its name. */
export function terraformFiles(path: string): string[] {
  const all = readdirSync(path, { withFileTypes: true }).filter((each) => !each.isDirectory());
  return all
    .map(({ name }) => name)
    .filter(isTerraformFile)
    .sort();
}

/** By its name, without or with its folder: hidden ones are not read by Terraform. */
export function isTerraformFile(path: string): boolean {
  return /(?:^|[/\\])[^./\\][^/\\]*\.(?:tf|tofu)(?:\.json)?$/.test(path);
}

/** In the order in which Terraform lays them over each other. */
function lastOverrides(read: readonly ReadFile[]): ReadFile[] {
  return [...read].sort((a, b) => Number(isOverride(a.file)) - Number(isOverride(b.file)));
}

function isOverride(file: string): boolean {
  return /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(file);
}

/** OpenTofu reads `main.tofu` in the place of `main.tf`: what one program reads, the other does not. */
function twinFindings(folder: string, names: readonly string[]): LocatedFinding[] {
  return names.flatMap((name) => {
    const twin = name.replace(/\.tofu((?:\.json)?)$/, ".tf$1");
    if (twin === name || !names.includes(twin)) return [];
    const message = `OpenTofu reads this file in the place of ${twin}, and Terraform reads ${twin} alone, expected one of the two: what an override hides is looked for in what is read`;
    const help = "delete the one that is not used, or give one of them another name where both belong to the root";
    const file = `${folder.replace(/\/+$/, "")}/${name}`;
    return [overlayAt("overlay-unsupported", { file, line: 1 }, { message, help })];
  });
}

interface ReadFile {
  readonly file: string;
  /** Without what stands in heredocs and in comments of several lines. */
  readonly text: string;
  readonly written: string;
  readonly json: unknown;
}

async function readFile(file: string, path: string): Promise<ReadFile | { readonly problem: LocatedFinding }> {
  const found = regularFile(path, isTerraformFile);
  if ("problem" in found) return unreadable(file, found.problem);
  const { text } = found;
  if (file.endsWith(".json")) {
    const json = parsedJson(text);
    // What a JSON parser says quotes the text.
    return json === undefined ? unreadable(file, "no JSON") : { file, text, written: text, json };
  }
  try {
    const json: unknown = await parse(file, text);
    return { file, text: withoutQuoted(text), written: text, json };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const line = Number(/:(\d+),\d+/.exec(reason)?.[1] ?? 1);
    return unreadable(file, cut(reason.replace(/^parse config: /, "").split("\n")[0] ?? "", 200), line);
  }
}

function unreadable(file: string, why: string, line = 1): { readonly problem: LocatedFinding } {
  const help = "correct the line; `terraform validate`, typed in the folder of this file, says more";
  const message = `cannot be read: ${why}`;
  return { problem: overlayAt("overlay-root-unreadable", { file, line }, { message, help }) };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const KINDS = ["data", "module", "provider", "resource"] as const;

function blocksOf(file: ReadFile): Block[] {
  return KINDS.flatMap((kind) => {
    const named = topLevel(file.json, kind).flatMap(labelled);
    if (kind === "module" || kind === "provider")
      return named.flatMap(([name, bodies]) => blocksAt(file, { kind, type: "", name }, bodies));
    return named.flatMap(([type, byName]) =>
      labelled(byName).flatMap(([name, bodies]) => blocksAt(file, { kind, type, name }, bodies)),
    );
  });
}

function unnamedBlocks(file: ReadFile, kind: "locals" | "terraform"): Block[] {
  return blocksAt(file, { kind, type: "", name: "" }, topLevel(file.json, kind));
}

function blocksAt({ file, text }: ReadFile, header: Pick<Block, "kind" | "type" | "name">, bodies: unknown): Block[] {
  const all: readonly unknown[] = Array.isArray(bodies) ? bodies : [bodies];
  return all.map((body, i) => ({
    ...header,
    body: Object.fromEntries(Object.entries(mapOf(body)).map(([key, value]) => [key, hclValue(value)])),
    file,
    line: headerLine(text, header, i),
    text,
  }));
}

function requiredProviders({ json }: ReadFile): [string, HclValue][] {
  const blocks = topLevel(json, "terraform").flatMap((terraform) => listOf(mapOf(terraform).required_providers));
  return blocks.flatMap((block) => Object.entries(attributesOf(hclValue(block))));
}

function terraformBlocks({ json }: ReadFile): HclMap[] {
  return topLevel(json, "terraform").map((block) => attributesOf(hclValue(block)));
}

function movedBlocks({ json }: ReadFile): Moved[] {
  return topLevel(json, "moved").flatMap((block) => {
    const { from, to } = mapOf(block);
    return typeof from === "string" && typeof to === "string" ? [{ from: addressIn(from), to: addressIn(to) }] : [];
  });
}

/** HCL has an address as an expression, Terraform JSON as a text. */
function addressIn(text: string): string {
  return (soleExpression(text) ?? text).trim();
}

/** What stands under a word of the top level: JSON may have a list of objects there, and in the place of each of them. */
function topLevel(json: unknown, kind: string): readonly unknown[] {
  return listOf(json).flatMap((each) => listOf(mapOf(each)[kind]));
}

/** Labels of blocks with what is under them. */
function labelled(value: unknown): [string, unknown][] {
  return listOf(value).flatMap((each) => Object.entries(mapOf(each)));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
