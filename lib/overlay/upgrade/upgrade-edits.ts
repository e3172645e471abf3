import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import { attributesOf, type HclValue, hclValue, isLiteralMap, itemsOf } from "../root/hcl-value";
import { argumentLine, type Block } from "../root/block";
import { type ModulePart, type ModuleVariable, moduleVariables } from "../../module/module-table";
import { type Shape, variableShape } from "../../module/module-shape";
import { v20Name } from "../../module/other-version-names";
import { didYouMean } from "../../finding/did-you-mean";
import { groupDefaultEdits } from "./group-defaults";
import { karpenterNames } from "./karpenter-names";
import { ROWS_FILE } from "./rows-file";
import { launchTemplateEdits } from "./launch-template-edits";
import { valueEdits } from "./value-edits";

/** One thing to edit in a block: at a line, an argument, and what becomes of it. */
export interface Edit {
  readonly file: string;
  readonly line: number;
  /** `eks_managed_node_groups.blue.cluster_version` */
  readonly argument: string;
  readonly does: string;
}

/** From a version to another. */
export interface Bump {
  readonly from: string;
  readonly to: string;
  /** @default the module itself */
  readonly part?: ModulePart;
  /**
   * What of aws-auth moves to a file: the rows that the module wrote, or the ConfigMap alone that it made.
   * @default nothing: whoever writes aws-auth goes on
   */
  readonly moves?: "rows" | "ConfigMap";
  /**
   * The mode of the cluster.
   * @default not known
   */
  readonly mode?: AuthenticationMode;
}

/** Arguments of any module block, which are none of its module's variables. */
const META: readonly string[] = ["count", "depends_on", "for_each", "providers", "source", "version"];

/** What to edit in the block of the module: arguments that are gone or have another name, and defaults that change something. */
export function upgradeEdits(block: Block, bump: Bump): Edit[] {
  const { from, to, part = "eks", moves, mode } = bump;
  const [before, after] = [moduleVariables(part, from), moduleVariables(part, to)];
  if (after === undefined) return [];
  const written = Object.keys(block.body).filter((name) => !META.includes(name));
  const at = (argument: string, does: string, within: readonly string[] = argument.split(".")): Edit => ({
    file: block.file,
    line: argumentLine(block, within),
    argument,
    does,
  });
  const version = block.body.version === undefined ? at("source", `write ?ref=v${to}`) : at("version", `write "${to}"`);
  if (before === undefined) return [version];
  const renamed = part === "karpenter" ? karpenterNames(written, before, after) : new Map<string, string>();
  return [
    version,
    ...[...renamed].map(([name, now]) => at(name, `rename it to ${now}`)),
    ...written
      .filter((name) => !after.has(name) && !renamed.has(name))
      .map((name) => at(name, goneWords(name, [...after.keys()], moves))),
    ...written.flatMap((name) =>
      fieldsGone(
        block.body[name],
        name,
        variableShape(part, to, after.has(name) ? name : (nameAfter(name, [...after.keys()]) ?? name)),
      ).map(({ path, near }) => at(path, goneField(path, near))),
    ),
    ...defaultEdits(before, after, written).map(([name, does]) => at(name, does)),
    ...written.flatMap((name) => typeWords(name, before, after).map((does) => at(name, does))),
    ...added({ before, after, written, mode }).map(([name, does]) => at(name, does)),
    ...(part === "eks" ? groupEntryEdits(block.body, bump) : []).map(([name, does]) => at(name, does)),
    ...(part === "eks"
      ? [launchTemplateEdits, groupDefaultEdits, valueEdits].flatMap((edits) => edits(block.body, bump))
      : []
    ).map(({ argument, does, within }) => at(argument, does, within)),
  ].sort((a, b) => a.line - b.line);
}

type Variables = ReadonlyMap<string, ModuleVariable>;

/** Defaults that changed, of arguments that the block leaves to them; what AWS does by itself (null) is left to it. */
function defaultEdits(before: Variables, after: Variables, written: readonly string[]): (readonly [string, string])[] {
  return [...after].flatMap(([name, { fallback, type }]): (readonly [string, string])[] => {
    const old = before.get(name);
    if (old?.fallback === undefined || old.fallback === null || written.includes(name)) return [];
    if (isSame(old.fallback, fallback)) return [];
    const kept = isEmpty(old.fallback) ? (type.startsWith("list") ? "[]" : "{}") : JSON.stringify(old.fallback);
    const words = `the default was ${JSON.stringify(old.fallback)} and is ${JSON.stringify(fallback)}`;
    return [[name, `add ${name} = ${kept}: ${words}`]];
  });
}

/** An argument that takes a value of another kind now. */
function typeWords(name: string, before: Variables, after: Variables): string[] {
  const [old, now] = [before.get(name)?.type, after.get(name)?.type];
  const [kind, other] = [old, now].map((type) => type?.replace(/\(.*$/, ""));
  if (kind === undefined || other === undefined || kind === other || kind === "any") return [];
  const isScalar = ["string", "bool", "number"].includes(kind) && ["string", "bool", "number"].includes(other);
  return isScalar ? [] : [`write it as ${now ?? ""}: it was ${old ?? ""}`];
}

function isSame(one: unknown, other: unknown): boolean {
  return (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
}

function goneWords(name: string, after: readonly string[], moves: Bump["moves"]): string {
  const now = nameAfter(name, after);
  if (now !== undefined) return `rename it to ${now}`;
  if (/^(?:aws_auth_|(?:create|manage)_aws_auth_)/.test(name)) return AWS_AUTH_GONE[moves ?? "nothing"];
  if (name.endsWith("_defaults"))
    return `delete it, and write what it says into each of ${name.replace(/_defaults$/, "s")}`;
  return "delete it: the module has it no more";
}

const AWS_AUTH_GONE = {
  rows: `delete it: the rows stand in ${ROWS_FILE} from now on`,
  ConfigMap: `delete it: the ConfigMap stands in ${ROWS_FILE} from now on, and keeps its rows`,
  nothing: "delete it: the module writes no rows any more, and its state has none",
} as const;

/** What a later version calls a variable: `cluster_name` is `name` in v21. */
function nameAfter(name: string, after: readonly string[]): string | undefined {
  return after.find((each) => each !== name && v20Name(each, (known) => known === name) === name);
}

const NO_ENTRY =
  "the default makes an entry of the nodes' role, which AWS refuses in mode CONFIG_MAP; the cluster file has that entry";

/** The mode that the cluster has: the default of the module may be another, and no mode goes back. */
function modeWords(mode: AuthenticationMode | undefined): string {
  const told = "add authentication_mode = ";
  if (mode === "API_AND_CONFIG_MAP") return `${told}"${mode}": the cluster has that mode, and no mode goes back`;
  const why = `${told}"${mode ?? "CONFIG_MAP"}": the default switches the mode, which cannot be undone`;
  const ask = "aws eks describe-cluster --name NAME --query cluster.accessConfig.authenticationMode";
  if (mode === undefined) return `${why}; the state does not tell the mode: write what \`${ask}\` prints`;
  return mode === "API" ? `${told}"API": the cluster has that mode, and AWS refuses the default` : why;
}

/** New variables whose default adds something to a cluster that is there. */
const ADDING: Readonly<Record<string, string>> = {
  create_access_entry: `add create_access_entry = false: ${NO_ENTRY}`,
  enable_auto_mode_custom_tags:
    "add enable_auto_mode_custom_tags = false: the default adds a policy to the cluster's role",
};

function added({
  before,
  after,
  written,
  mode,
}: {
  readonly before: Variables;
  readonly after: Variables;
  readonly written: readonly string[];
  readonly mode: AuthenticationMode | undefined;
}): (readonly [string, string])[] {
  const adding = { authentication_mode: modeWords(mode), ...ADDING };
  return Object.entries(adding).filter(([name]) => !before.has(name) && after.has(name) && !written.includes(name));
}

/** Self-managed groups, each of which makes an entry of its role from v20 on. */
function groupEntryEdits(
  { self_managed_node_groups: groups, self_managed_node_group_defaults: defaults }: Block["body"],
  { from, to }: Bump,
): (readonly [string, string])[] {
  const [before, after] = [from, to].map((version) =>
    moduleVariables("self-managed-node-group", version)?.has("create_access_entry"),
  );
  if (before !== false || after !== true || groups === undefined) return [];
  if (isLiteralMap(groups) && Object.values(groups).every((group) => attributesOf(group).create_access_entry === false))
    return [];
  if (attributesOf(defaults).create_access_entry === false) return [];
  const section = "self_managed_node_group_defaults";
  return [[section, `add ${section} = { create_access_entry = false }: ${NO_ENTRY}`]];
}

/** v21 takes overrides of instance types within the launch template, as AWS has them. */
const OVERRIDES = ".mixed_instances_policy.override";

function goneField(path: string, near: string | undefined): string {
  if (path.endsWith(OVERRIDES))
    return "move it into launch_template: mixed_instances_policy = { launch_template = { override = [...] } }";
  return near === undefined ? "delete it: the module reads it no more" : `rename it to ${near}`;
}

interface Gone {
  readonly path: string;
  readonly near?: string;
}

/** Fields within an argument that the module does not read: of literal maps, expressions are for Terraform to judge. */
function fieldsGone(value: HclValue | undefined, path: string, shape: Shape | undefined): Gone[] {
  if (shape === undefined || value === undefined) return [];
  if (Array.isArray(value)) return itemsOf(value).flatMap((item) => fieldsGone(item, path, inner(shape)));
  if (!isLiteralMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const own = `${path}.${key}`;
    if (shape.kind !== "object") return fieldsGone(hclValue(item), own, inner(shape));
    const field = shape.fields.get(key);
    if (field !== undefined) return fieldsGone(hclValue(item), own, field);
    const near = nameAfter(key, [...shape.fields.keys()]) ?? didYouMean(key, [...shape.fields.keys()]);
    return [{ path: own, ...(near === undefined ? {} : { near }) }];
  });
}

function inner(shape: Shape): Shape | undefined {
  return shape.kind === "list" || shape.kind === "map" ? shape.of : shape;
}
