import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import { attributesOf, type HclValue, hclValue, isLiteralMap, itemsOf } from "../root/hcl-value";
import { argumentLine, type Block } from "../root/block";
import { type ModulePart, moduleVariables } from "../../module/module-table";
import { moduleRequirements } from "../../module/module-requirements";
import { type Shape, variableShape } from "../../module/module-shape";
import { didYouMean } from "../../finding/did-you-mean";
import { groupDefaultEdits } from "./differences/group-defaults";
import { laterNames, nameAfter } from "./differences/later-names";
import { GROUPS_NO_ENTRY } from "./differences/new-effects";
import { ownDefaults } from "./differences/own-defaults";
import { groupTypeEdits, typeWords } from "./differences/type-edits";
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
  const at = editOf(block);
  const version = block.body.version === undefined ? at("source", `write ?ref=v${to}`) : at("version", `write "${to}"`);
  if (before === undefined) return [version];
  const later = laterNames(part, before, after);
  const renamed = new Map([...later].filter(([name]) => written.includes(name)));
  const said = new Set([...written.map((name) => renamed.get(name) ?? name), ...unmade(block.body, after)]);
  return [
    version,
    ...[...renamed].map(([name, now]) => at(name, `rename it to ${now}`)),
    ...written.filter((name) => !after.has(name) && !renamed.has(name)).map((name) => at(name, goneWords(name, moves))),
    ...written.flatMap((name) =>
      fieldsGone(
        block.body[name],
        [name],
        variableShape(part, to, after.has(name) ? name : (nameAfter(name, [...after.keys()]) ?? name)),
      ).map(({ path, near, within }) => at(path, goneField(path, near), within)),
    ),
    ...providerEdits(block.body, bump).map((does) => at("providers", does)),
    ...ownDefaults(part, { before, after, said }).map(([name, does]) => at(name, does, [])),
    ...(said.has("authentication_mode") || before.has("authentication_mode") || !after.has("authentication_mode")
      ? []
      : [at("authentication_mode", modeWords(mode), [])]),
    ...written.flatMap((name) => {
      const now = after.get(renamed.get(name) ?? name)?.type;
      return typeWords(block.body[name], before.get(name)?.type, now).map((does) => at(name, does));
    }),
    ...(part === "eks" ? groupEntryEdits(block.body, bump) : []).map(([name, does]) => at(name, does)),
    ...(part === "eks"
      ? [launchTemplateEdits, groupDefaultEdits, groupTypeEdits, valueEdits].flatMap((edits) => edits(block.body, bump))
      : []
    ).map(({ argument, does, within }) => at(argument, does, within)),
  ].sort((a, b) => a.line - b.line);
}

/** Providers that the call passes on, and the later version has no use for. */
function providerEdits({ providers }: Block["body"], { from, to, part = "eks" }: Bump): string[] {
  const [before, after] = [from, to].map((version) => moduleRequirements(part, version));
  if (before === undefined || after === undefined) return [];
  const names = Object.keys(attributesOf(providers));
  const gone = names.filter((name) => before.has(name) && !after.has(name));
  if (gone.length === 0) return [];
  const what = gone.length === names.length ? "it" : gone.join(", ");
  return [`delete ${what}: the module takes no provider ${gone.join(", ")} any more, and Terraform warns of it`];
}

/** Defaults that say nothing: those of a security group that is not made, of a role of Karpenter's controller that is not made. */
function unmade(body: Block["body"], after: ReadonlyMap<string, unknown>): string[] {
  const rules = body.create_node_security_group === false ? ["node_security_group_enable_recommended_rules"] : [];
  if (body.create_irsa !== false) return rules;
  return [...after.keys()].filter((name) => /^(?:iam_(?:role|policy)_|enable_(?:irsa|pod_identity)$)/.test(name));
}

/** An edit at an argument of a block; at its header where the argument is not written. */
function editOf(block: Block): (argument: string, does: string, within?: readonly string[]) => Edit {
  return (argument, does, within = argument.split(".")) => ({
    file: block.file,
    line: argumentLine(block, within),
    argument,
    does,
  });
}

function goneWords(name: string, moves: Bump["moves"]): string {
  if (/^(?:aws_auth_|(?:create|manage)_aws_auth_)/.test(name)) return AWS_AUTH_GONE[moves ?? "nothing"];
  if (name.endsWith("_defaults"))
    return `delete it, and write what it says into each of ${name.replace(/_defaults$/, "s")}`;
  return goneByName(name) ?? "delete it: the module has it no more";
}

const AWS_AUTH_GONE = {
  rows: `delete it: the rows stand in ${ROWS_FILE} from now on`,
  ConfigMap: `delete it: the ConfigMap stands in ${ROWS_FILE} from now on, and keeps its rows`,
  nothing: "delete it: the module writes no rows any more, and its state has none",
} as const;

/** The mode that the cluster has: the default of the module may be another, and no mode goes back. */
function modeWords(mode: AuthenticationMode | undefined): string {
  const told = "add authentication_mode = ";
  if (mode === "API_AND_CONFIG_MAP") return `${told}"${mode}": the cluster has that mode, and no mode goes back`;
  const why = `${told}"${mode ?? "CONFIG_MAP"}": the default switches the mode, which cannot be undone`;
  const ask = "aws eks describe-cluster --name NAME --query cluster.accessConfig.authenticationMode";
  if (mode === undefined) return `${why}; the state does not tell the mode: write what \`${ask}\` prints`;
  return mode === "API" ? `${told}"API": the cluster has that mode, and AWS refuses the default` : why;
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
  return [[section, GROUPS_NO_ENTRY]];
}

/** v21 takes overrides of instance types within the launch template, as AWS has them. */
const OVERRIDES = ".mixed_instances_policy.override";

/** Arguments that are gone, and what says the same now. */
function goneByName(name: string): string | undefined {
  if (name === "platform")
    return "write ami_type in its place, as the state has it (AL2_x86_64, AL2023_x86_64_STANDARD, BOTTLEROCKET_x86_64, WINDOWS_CORE_2022_x86_64, CUSTOM): it tells the platform now";
  if (name === "cluster_service_ipv4_cidr") return "rename it to cluster_service_cidr";
  if (name.startsWith("irsa_") || name === "enable_irsa")
    return "delete it: the role trusts Pod Identity alone from v21 on; first let the pods of Karpenter take it so, or they lose it";
  if (name === "enable_security_groups_for_pods")
    return "delete it; where pods have security groups, write AmazonEKSVPCResourceController under iam_role_additional_policies";
  return undefined;
}

function goneField(path: string, near: string | undefined): string {
  const words = goneByName(path.slice(path.lastIndexOf(".") + 1));
  if (words !== undefined) return words;
  if (path.endsWith(OVERRIDES))
    return "move it into launch_template: mixed_instances_policy = { launch_template = { override = [...] } }";
  return near === undefined ? "delete it: the module reads it no more" : `rename it to ${near}`;
}

interface Gone {
  readonly path: string;
  /** Its names from the outermost in: keys may have dots. */
  readonly within: readonly string[];
  readonly near?: string;
}

/** Fields within an argument that the module does not read: of literal maps, expressions are for Terraform to judge. */
function fieldsGone(value: HclValue | undefined, within: readonly string[], shape: Shape | undefined): Gone[] {
  if (shape === undefined || value === undefined) return [];
  if (Array.isArray(value)) return itemsOf(value).flatMap((item) => fieldsGone(item, within, inner(shape)));
  if (!isLiteralMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const own = [...within, key];
    if (shape.kind !== "object") return fieldsGone(hclValue(item), own, inner(shape));
    const field = shape.fields.get(key);
    if (field !== undefined) return fieldsGone(hclValue(item), own, field);
    const near = nameAfter(key, [...shape.fields.keys()]) ?? didYouMean(key, [...shape.fields.keys()]);
    return [{ path: own.join("."), within: own, ...(near === undefined ? {} : { near }) }];
  });
}

function inner(shape: Shape): Shape | undefined {
  return shape.kind === "list" || shape.kind === "map" ? shape.of : shape;
}
