import { compareText } from "../../finding/text-order";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayAt } from "../overlay-finding";
import { type Block, blockAddress } from "../root/block";
import { attributesOf } from "../root/hcl-value";
import { calledPart } from "../root/module-source";
import { readRoot } from "../root/root-module";
import { soleExpression } from "../root/template";
import { type BumpVersions, bumpVersions, newestOf } from "./call/bump-versions";
import { type ModuleState, moduleState, readState } from "./call/module-state";
import { stateAddress, type UpgradedCall, upgradedCall } from "./call/upgraded-call";
import { goneOutputs } from "./gone-outputs";
import { type MovedRows, movedRows, rowEdits, type RowsWriter, rowsWriters } from "./moved-rows";
import { constraintEdits, subModuleEdits } from "./other-edits";
import { remainingChanges } from "./remaining-changes";
import { rowsFile, type RowsNames, rowsNames } from "./rows-file";
import { type Bump, type Edit, upgradeEdits } from "./upgrade-edits";
import { upgradedRowFindings, stateFindings } from "./upgrade-findings";
import { templateEdits } from "./user-data/template-edits";

/** Versions that a root can go to, by what is typed: the newest of each line. */
export const TARGETS = { "20": newestOf("20."), "21": newestOf("21.") } as const;

/** What is to be upgraded. */
export interface UpgradeRequest {
  /** The root module, as findings name it and absolute. */
  readonly root: { readonly folder: string; readonly path: string };
  /** Its state: a file's name and text. */
  readonly state: { readonly file: string; readonly text: string };
  /** @default the only call of the module */
  readonly module?: string;
  readonly to: keyof typeof TARGETS;
}

/** An upgrade of one call of the module. */
export interface Upgrade extends Pick<BumpVersions, "from" | "isByState" | "progress" | "to"> {
  readonly block: Block;
  /** What `overlay.module` names: `platform.eks["blue"]`. */
  readonly path: string;
  /** The folder of the call, as findings name it and absolute: new files go there. */
  readonly folder: { readonly folder: string; readonly path: string };
  readonly edits: readonly Edit[];
  /** New files of the folder, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly names: RowsNames;
  readonly state: ModuleState;
  /** What the plan changes beside the edits and the rows. */
  readonly changes: readonly string[];
  /** Where aws-auth of the module is, or goes to. */
  readonly moved: MovedRows;
  /** What writes rows in the place of the module: calls of modules/aws-auth, or resources of the team's own. */
  readonly writers: readonly RowsWriter[];
}

/** Says what to edit in a root module for another version of the module, and writes what the module wrote so far; or why not. */
export async function upgradeModule(
  request: UpgradeRequest,
): Promise<{ readonly upgrade: Upgrade } | { readonly findings: readonly LocatedFinding[] }> {
  const read = await readRoot(request.root.folder, request.root.path);
  if ("findings" in read) return read;
  const resources = readState(request.state.text);
  if (resources === undefined) return { findings: [stateUnreadable(request.state.file)] };
  const call = await upgradedCall(read.root, request.module, resources);
  if ("findings" in call) return call;
  const { block, root } = call;
  const state = moduleState(resources, stateAddress(call));
  const target = TARGETS[request.to];
  const versions = bumpVersions({ root, block, state, target });
  const known = "findings" in versions ? undefined : versions;
  const refused = [
    ...("findings" in versions ? versions.findings : []),
    ...stateFindings(call, { state, file: request.state.file, from: known?.from }),
    ...upgradedRowFindings(call, { state, from: known?.from, to: target }),
  ];
  return refused.length > 0 || known === undefined ? { findings: refused } : { upgrade: upgradeOf(call, state, known) };
}

function upgradeOf(call: UpgradedCall, state: ModuleState, versions: BumpVersions): Upgrade {
  const { block, path, root } = call;
  const { from, to, progress, isByState } = versions;
  const names = rowsNames(namesOf(call));
  const moved = movedRows(call, state, names);
  const edits = [
    ...ownEdits(call, { ...versions, ...bumpOf(state, moved.rows?.file ?? names.file) }),
    ...subModuleEdits(root, { from, to }),
    ...goneOutputs(root.texts, { name: block.name, part: "eks", from, to }),
    ...constraintEdits(root, to),
    ...rowEdits(root, moved),
  ].sort((a, b) => compareText(a.file, b.file) || a.line - b.line);
  const rows = rowsFile(moved.pending, { names, ...provider(block) });
  const changes = progress === "applied" ? [] : remainingChanges({ root, block, state, from, to });
  const [files, folder] = [rows === undefined ? {} : { [names.file]: rows }, { folder: root.folder, path: root.path }];
  const what = { block, path, folder, from, to, progress, isByState };
  return { ...what, edits, files, names, state, changes, moved, writers: rowsWriters(root) };
}

/** Of the call itself: by its address too where a file has all on one line, as JSON may have it. */
function ownEdits({ block, root }: UpgradedCall, bump: Bump): Edit[] {
  const { from, to } = bump;
  const edits = [...upgradeEdits(block, bump, root), ...templateEdits(root, block, { part: "eks", from, to })];
  const flat = root.texts.filter(({ file, text }) => file.endsWith(".json") && !text.trim().includes("\n"));
  const isFlat = (name: string): boolean => flat.some(({ file }) => file === name);
  return edits.map((edit) =>
    isFlat(edit.file) ? { ...edit, argument: `${blockAddress(block)}.${edit.argument}` } : edit,
  );
}

/** What tells this cluster from others of the folder: the name of its call, the key of its instance. */
function namesOf({ block, key, root }: UpgradedCall): string[] {
  const calls = root.blocks.filter((each) => calledPart(each) === "eks");
  return [...(calls.length > 1 ? [block.name] : []), ...(key === undefined ? [] : [key])];
}

/** What a state tells the edits. */
function bumpOf({ rows, configMap, mode }: ModuleState, rowsFile: string): Pick<Bump, "mode" | "moves" | "rowsFile"> {
  return {
    rowsFile,
    ...(mode === undefined ? {} : { mode }),
    ...(rows === undefined && configMap === undefined ? {} : { moves: rows === undefined ? "ConfigMap" : "rows" }),
  };
}

function stateUnreadable(file: string): LocatedFinding {
  const message = "not a state of Terraform, expected what `terraform state pull` or `terraform show -json` prints";
  return overlayAt("overlay-root-unreadable", { file, line: 1 }, { message, help: "give it by --state" });
}

/** The Kubernetes provider of the call: the rows keep it. */
function provider(block: Block): { readonly provider?: string } {
  const own = attributesOf(block.body.providers).kubernetes;
  return typeof own === "string" ? { provider: (soleExpression(own) ?? own).trim() } : {};
}

/** `module.eks of infra/main.tf:12: 19.21.0 -> 20.37.2` */
export function upgradeTitle({ block, from, to, progress }: Upgrade): string {
  const versions = progress === "applied" ? to : `${from} -> ${to}`;
  return `${blockAddress(block)} of ${block.file}:${String(block.line)}: ${versions}`;
}
