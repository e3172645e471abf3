import type { Finding } from "../../finding/finding";
import type { FleetRules } from "../../fleet/fleet-rules";
import { StagedCluster } from "../../migration/staged-cluster";
import { type ClusterDefinition, clusterDefinition } from "../definition/cluster-definition";
import { crossFindings } from "./cluster-file-checks";
import { placedInFile, readableEntryFindings } from "./entry-checks";
import { clusterNameOf, type FileIdentity, identityOf, UNIDENTIFIED } from "./file-identity";
import { inventoryFinding } from "../finding/inventory-finding";
import { sortFindings } from "../../finding/finding-order";
import {
  type Located,
  type LocatedFinding,
  locatedAt,
  type PlacedFinding,
  STANDARD_INPUT,
} from "../finding/located-finding";
import { type SplitFile, splitModuleFile } from "./module-arguments";
import { areRowsOpen, withAnswers, isQuestion, openQuestions } from "./open-questions";
import { plainValue } from "./plain-value";
import { allIssues } from "../schema/all-issues";
import { clusterFile } from "../schema/cluster-file";
import { EMPTY_IS_NONE } from "../schema/empty-sections";
import { isClusterName } from "../schema/names";
import { moduleCall, otherModules } from "../schema/sections/module";
import { iamRoles, serviceAccounts } from "../schema/sections/own-sections";
import { placedIssues } from "./schema-issues";
import { nodeAt, parsePath, placeOf, type YamlMap, type YamlNode } from "../../yaml/yaml-node";
import { parseYamlTree } from "../../yaml/yaml-tree";
import { type DefaultsText, withDefaults } from "./shared-defaults";
import { yamlFinding } from "./yaml-finding";
import { stackNameOf } from "../definition/stack-name";
import { argumentFindings } from "../definition/module/module-findings";
import { definitionFindings, unusedSections } from "../validation/definition-findings";

/** A cluster file without errors. */
export interface ClusterFile {
  /** `clusters/demo.yaml` */
  readonly file: string;
  /** Name of its stack: `shop`; `prod.shop` of a file in the folder `prod`. */
  readonly stack: string;
  /** What else was read with it: its text, changed, is read with that again. */
  readonly around: Around;
  /** Its definition, worked out and judged: made once, for whoever asks. */
  readonly staged: StagedCluster<ClusterDefinition>;
  /** Where a finding about the definition (its path: `access_entries.admin.type`) stands in the file. */
  readonly locate: <Found extends Pick<Finding, "path">>(finding: Found) => Located<Found>;
}

/** What became of one file. */
export interface ParsedClusterFile extends FileIdentity {
  /** Undefined where one of the findings is an error. */
  readonly cluster: ClusterFile | undefined;
  /** Of a file whose one fault are open questions: what the rest of it says, with any answer to them. */
  readonly open?: ClusterFile;
  /** All of them, sorted. */
  readonly findings: readonly LocatedFinding[];
}

/** What else decides what the text of a file says. */
export interface Around {
  /**
   * Folders between that of the fleet and the file.
   * @default none
   */
  readonly folders?: readonly string[];
  /**
   * What its folders say for all clusters in them, from the top.
   * @default nothing
   */
  readonly defaults?: readonly DefaultsText[];
  /**
   * What its organisation says for all clusters.
   * @default nothing
   */
  readonly rules?: FleetRules;
  /**
   * Files that are there: none of them can give its name to this one.
   * @default none is known
   */
  readonly taken?: ReadonlySet<string>;
}

/** Reads the text of one cluster file: all that is wrong with it at once, or what it says. */
export function parseClusterFile(file: string, text: string, around: Around = {}): ParsedClusterFile {
  const { root, problems, shared } = wholeTree(text, around);
  const findings = [...problems.map(yamlFinding), ...shared];
  const located = (placed: readonly PlacedFinding[]): LocatedFinding[] =>
    sortFindings(placed.map(({ finding, at }) => locatedAt(file, finding, at)));
  if (root === undefined) return { cluster: undefined, ...UNIDENTIFIED, findings: located(findings) };
  const read = parseTree(root);
  const questions = openQuestions(root);
  const asked = read.findings.filter(({ finding }) => !isQuestion(root, finding.path));
  const found = [...findings, ...asked, ...questions, ...fileName(file, root, around.taken)];
  const refused = found.some(({ finding }) => finding.severity === "error");
  const { staged } = read;
  const all = refused ? [...found, ...placedInFile(root, untold(read.hidden(), found))] : found;
  const clusterOf = (of: StagedCluster<ClusterDefinition>): ClusterFile => ({
    file,
    stack: stackNameOf(around.folders ?? [], of.definition.clusterName),
    around,
    staged: of,
    locate: (it) => locate(file, root, it),
  });
  const isAsking = questions.length > 0 && isWhole([...findings, ...asked]);
  const rest = isAsking ? parseTree(withAnswers(root, { file, text })) : undefined;
  return {
    cluster: refused || !staged ? undefined : clusterOf(staged),
    ...(rest?.staged !== undefined && isWhole(rest.findings)
      ? { open: clusterOf(withOpenRows(root, rest.staged)) }
      : {}),
    ...identityOf(root),
    findings: located(all),
  };
}

/** Rows that are asked for are not told, which is another thing than none. */
function withOpenRows(root: YamlNode, staged: StagedCluster<ClusterDefinition>): StagedCluster<ClusterDefinition> {
  return areRowsOpen(root) ? new StagedCluster(staged.definition, true) : staged;
}

/** What the tree of the file has not shown already. */
function untold(hidden: readonly Finding[], found: readonly PlacedFinding[]): Finding[] {
  return hidden.filter(
    ({ code, path }) => !found.some(({ finding }) => finding.code === code && finding.path === path),
  );
}

/** What a file says of its cluster's name, account and state alone. */
export function parseIdentity(text: string, around: Around = {}): FileIdentity {
  const { root } = wholeTree(text, around);
  return root === undefined ? UNIDENTIFIED : identityOf(root);
}

/** The tree of a file with what its folders say. */
export function wholeTree(text: string, { folders = [], defaults = [] }: Around) {
  const { root, problems } = parseYamlTree(text);
  if (root === undefined || defaults.length === 0) return { root, problems, shared: [] };
  const stack = stackNameOf(folders, clusterNameOf(root)?.text ?? "");
  const merged = withDefaults(root, defaults, stack);
  return { root: merged.root, problems, shared: merged.findings };
}

function isWhole(findings: readonly PlacedFinding[]): boolean {
  return findings.every(({ finding }) => finding.severity !== "error");
}

interface ReadTree {
  /** @default the file has another shape */
  readonly staged?: StagedCluster<ClusterDefinition>;
  readonly findings: readonly PlacedFinding[];
  /** What is asked of files without errors alone, and would come in the next run. */
  readonly hidden: () => readonly Finding[];
}

function parseTree(root: YamlNode): ReadTree {
  const split = splitModuleFile(root);
  const plain = plainValue(withoutEmpty(split?.rest ?? root), clusterFile);
  const parsed = clusterFile.safeParse(plain.value);
  const issues = parsed.success ? [] : allIssues(clusterFile, plain.value);
  const shape = [...plain.findings, ...(split?.findings ?? []), ...placedIssues(root, issues)];
  if (root.kind !== "map") return { findings: shape, hidden: () => [] };
  const staged = parsed.success ? new StagedCluster(clusterDefinition(parsed.data, split?.variables)) : undefined;
  const ofEntries = staged?.entryFindings ?? readableEntryFindings(root, plain.value);
  const isMeant = ({ finding: { code, path } }: PlacedFinding): boolean =>
    (code === "key-missing" || code === "variable-required") && plain.meant.includes(path);
  const findings = [...shape, ...crossFindings(root), ...placedInFile(root, ofEntries)].filter((one) => !isMeant(one));
  if (staged === undefined) return { findings, hidden: () => readableFindings(plain.value, split?.variables) };
  return { findings, staged, hidden: () => definitionFindings(staged).findings };
}

/** What can be told at once of a file that is wrong elsewhere: arguments of modules, sections that leave the state. */
function readableFindings(plain: unknown, variables: SplitFile["variables"] | undefined): Finding[] {
  const written: Readonly<Record<string, unknown>> = typeof plain === "object" && plain !== null ? { ...plain } : {};
  if (variables !== undefined) return readableArgumentFindings(written, variables);
  return written.render === "access" ? readableSectionFindings(written) : [];
}

/** Arguments of the module, and of others where their section can be read. */
function readableArgumentFindings(
  { module, modules, tags }: Readonly<Record<string, unknown>>,
  variables: SplitFile["variables"],
): Finding[] {
  const [call, others] = [moduleCall.safeParse(module).data, otherModules.safeParse(modules).data];
  return argumentFindings({
    render: "module",
    moduleVariables: variables,
    ...(call === undefined ? {} : { module: call }),
    ...(others === undefined ? {} : { modules: others }),
    ...(tags === undefined ? {} : { tags: {} }),
  });
}

/** Sections that `render: access` does not take. */
function readableSectionFindings(written: Readonly<Record<string, unknown>>): Finding[] {
  const roles = iamRoles.safeParse(written.iam_roles).data;
  const accounts = serviceAccounts.safeParse(written.service_accounts).data;
  return unusedSections({
    ...(roles === undefined ? {} : { iamRoles: roles }),
    ...(accounts === undefined ? {} : { serviceAccounts: accounts }),
  });
}

function withoutEmpty(root: YamlNode): YamlNode {
  if (root.kind !== "map") return root;
  const entries = [...root.entries].filter(
    ([key, { value }]) => !(EMPTY_IS_NONE.includes(key) && value.kind === "map" && value.entries.size === 0),
  );
  return { ...root, entries: new Map(entries) } satisfies YamlMap;
}

/** Only of names that could be a file's: others have a finding of their own. */
function fileName(file: string, root: YamlNode, taken: ReadonlySet<string> = new Set()): PlacedFinding[] {
  const name = clusterNameOf(root);
  const stem = (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/i, "");
  if (file === STANDARD_INPUT || name === undefined || name.text === stem || !isClusterName(name.text)) return [];
  return [
    {
      at: name.at,
      finding: inventoryFinding("file-name-differs", "cluster_name", {
        message: `not the name of the file, expected \`${stem}\`, got \`${name.text}\``,
        help: fileNameHelp(file, { stem, name: name.text }, taken),
      }),
    },
  ];
}

/** Neither offers a name that another file has, nor one that no cluster can have. */
function fileNameHelp(file: string, { stem, name }: FileNames, taken: ReadonlySet<string>): string {
  const folder = file.slice(0, file.length - (file.split(/[/\\]/).at(-1) ?? file).length);
  const other = [".yaml", ".yml"].map((end) => `${folder}${name}${end}`).find((one) => taken.has(one));
  const ways = [
    ...(other === undefined ? [`rename the file to ${name}.yaml`] : []),
    ...(isClusterName(stem) ? [`write \`cluster_name: ${stem}\``] : []),
  ];
  if (ways.length === 0)
    return `write the name of another cluster as \`cluster_name\`, and name the file after it: ${other} is there`;
  return `${ways.join(", or ")}${other === undefined ? "" : `: ${other} is another file`}`;
}

/** What a file and the cluster in it are called. */
interface FileNames {
  readonly stem: string;
  readonly name: string;
}

/** Paths of the sub-module's variables may leave its section out: `aws_auth_roles[0]`. */
function locate<Found extends Pick<Finding, "path">>(file: string, root: YamlNode, finding: Found): Located<Found> {
  const path = parsePath(root, finding.path);
  const inAwsAuth = nodeAt(root, path.slice(0, 1)) === undefined && finding.path.startsWith("aws_auth_");
  return locatedAt(file, finding, placeOf(root, inAwsAuth ? parsePath(root, `aws_auth.${finding.path}`) : path));
}
