import { didYouMean } from "../../finding/did-you-mean";
import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import { attributesOf, isLiteralMap } from "../root/hcl-value";
import type { Block } from "../root/block";
import type { RootModule } from "../root/root-module";
import { type SeenBlock, seenBlock } from "../root/seen-block";
import { isVariableOf, type ModulePart, moduleVariables } from "../../module/module-table";
import { type FieldEdit, fieldEdits, neverRead } from "./differences/field-edits";
import { goneVariableWords } from "./differences/gone-words";
import { moduleRequirements } from "../../module/module-requirements";
import { groupDefaultEdits } from "./differences/group-defaults";
import { laterNames } from "./differences/later-names";
import { GROUPS_NO_ENTRY } from "./differences/new-effects";
import { newlyRead } from "./differences/newly-read";
import { platformEdits } from "./differences/platform-edits";
import { ownDefaults } from "./differences/own-defaults";
import { groupTypeEdits, typeWords } from "./differences/type-edits";
import { unseenEdits } from "./differences/unseen-edits";
import { rowsNames } from "./rows-file";
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
   * The file that they move to.
   * @default that of the only cluster
   */
  readonly rowsFile?: string;
  /**
   * Whether the call lets an older version in than the one to go to.
   * @default true
   */
  readonly isOpen?: boolean;
  /**
   * How far the bump is: once it is applied, the defaults of the version are those that the cluster has.
   * @default none
   */
  readonly progress?: "applied" | "none" | "written";
  /**
   * The mode of the cluster.
   * @default not known
   */
  readonly mode?: AuthenticationMode;
}

/** Arguments of any module block, which are none of its module's variables. */
const META: readonly string[] = ["count", "depends_on", "for_each", "providers", "source", "version"];

/** What to edit in the block of the module: arguments that are gone or have another name, and defaults that change something. */
export function upgradeEdits(
  block: Block,
  bump: Bump,
  { locals, objects }: Pick<RootModule, "locals" | "objects">,
): Edit[] {
  const { from, to, part = "eks", mode, isOpen = true, progress = "none" } = bump;
  const seen = seenBlock(block, locals, objects);
  const { body } = seen;
  const [before, after] = [moduleVariables(part, from), moduleVariables(part, to)];
  if (after === undefined) return [];
  const written = Object.keys(body).filter((name) => !META.includes(name));
  const at = editOf(seen);
  const version = isOpen ? [versionEdit(block, at, to)] : [];
  if (before === undefined) return version;
  const later = laterNames(part, before, after);
  const renamed = new Map([...later].filter(([name]) => written.includes(name)));
  const said = new Set([...written.map((name) => renamed.get(name) ?? name), ...unmade(body, after)]);
  const names = [
    ...version,
    ...[...renamed].map(([name, now]) => at(name, `rename it to ${now}`)),
    ...written
      .filter((name) => !after.has(name) && !renamed.has(name))
      .map((name) => at(name, before.has(name) ? goneArgument(name, bump) : unknownWords(name, { ...bump, later }))),
    ...withinArguments(body, bump).map(({ argument, does, within }) => at(argument, does, within)),
    ...providerEdits(block.body, bump).map((does) => at("providers", does)),
  ];
  const values = [
    ...ownDefaults(part, { before, after, said, body }).map(([name, does]) => at(name, does, [])),
    ...(asksMode({ before, after, said }) ? [at("authentication_mode", modeWords(mode), [])] : []),
    ...written.flatMap((name) => {
      const now = after.get(renamed.get(name) ?? name)?.type;
      return typeWords(body[name], before.get(name)?.type, now).map((does) => at(name, does));
    }),
    ...(part === "eks" ? groupEntryEdits(body, bump) : []).map(([name, does]) => at(name, does)),
    ...(part === "eks" ? VALUES : [])
      .flatMap((edits) => edits(body, bump))
      .map(({ argument, does, within }) => at(argument, does, within)),
  ];
  return [...names, ...(progress === "applied" ? [] : values)].sort((a, b) => a.line - b.line);
}

/** What is said of values of the module itself: once the bump is applied, the cluster has them. */
const VALUES = [launchTemplateEdits, groupDefaultEdits, groupTypeEdits, valueEdits];

/** What is said of fields; of those that only the later version reads before anybody has edited for it. */
function withinArguments(body: Block["body"], { part = "eks", from, to, progress = "none" }: Bump): FieldEdit[] {
  const all = [fieldEdits, unseenEdits, platformEdits, ...(progress === "none" ? [newlyRead] : [])];
  return all.flatMap((edits) => edits(body, { part, from, to }));
}

/** Whether the later version has a mode, where the earlier one has none, and the block says none. */
function asksMode(names: Readonly<Record<"after" | "before" | "said", Pick<ReadonlySet<string>, "has">>>): boolean {
  const has = (each: keyof typeof names): boolean => names[each].has("authentication_mode");
  return has("after") && !has("before") && !has("said");
}

function versionEdit({ body }: Block, at: ReturnType<typeof editOf>, to: string): Edit {
  return body.version === undefined ? at("source", `write ?ref=v${to}`) : at("version", `write "${to}"`);
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
function editOf({ placeOf }: SeenBlock): (argument: string, does: string, within?: readonly string[]) => Edit {
  return (argument, does, within = argument.split(".")) => ({ ...placeOf(within), argument, does });
}

function goneArgument(name: string, { to, ...bump }: Pick<Bump, "moves" | "rowsFile" | "to">): string {
  if (AWS_AUTH.test(name)) return awsAuthGone(bump);
  if (name.endsWith("_defaults"))
    return `delete it, and write what it says into each of ${name.replace(/_defaults$/, "s")}`;
  return goneVariableWords({ path: name, to }) ?? "delete it: the module has it no more";
}

/** An argument that neither version has: by the name of the earlier one that was meant, where that has another name now. */
function unknownWords(
  name: string,
  { from, to, part = "eks", later, ...bump }: Bump & { readonly later: ReadonlyMap<string, string> },
): string {
  if (AWS_AUTH.test(name) && isVariableOf("eks", name)) return awsAuthGone(bump);
  const [before, after] = [from, to].map((version) => [...(moduleVariables(part, version)?.keys() ?? [])]);
  const does = neverRead(name, { names: [...(before ?? []), ...(after ?? [])], known: after ?? [], later, from });
  const meant = AWS_AUTH.test(name) ? didYouMean(name, [...(before ?? [])]) : undefined;
  return meant === undefined ? does : `${does}; where ${meant} was meant, what it says is not live: no row comes of it`;
}

const AWS_AUTH = /^(?:aws_auth_|(?:create|manage)_aws_auth_)/;

function awsAuthGone({ moves, rowsFile = rowsNames().file }: Pick<Bump, "moves" | "rowsFile">): string {
  if (moves === "rows") return `delete it: the rows stand in ${rowsFile} from now on`;
  if (moves === "ConfigMap") return `delete it: the ConfigMap stands in ${rowsFile} from now on, and keeps its rows`;
  return "delete it: the module writes no rows any more, and its state has none";
}

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
