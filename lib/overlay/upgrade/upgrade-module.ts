import { compareText } from "../../finding/text-order";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { knownVersions } from "../../module/module-table";
import { compareVersions } from "../../module/module-version";
import { overlayAt, overlayIn } from "../overlay-finding";
import { type Block, blockAddress } from "../root/block";
import { attributesOf, type HclValue, literalText } from "../root/hcl-value";
import { calledPart, OLDEST } from "../root/module-source";
import { readRoot, type RootModule } from "../root/root-module";
import { soleExpression } from "../root/template";
import { appliedVersion, versionFindings } from "./applied-version";
import { upgradedCall } from "./upgraded-call";
import { ROWS_FILE, rowsFile } from "./rows-file";
import { type ModuleState, readModuleState } from "./state-rows";
import { goneOutputs } from "./gone-outputs";
import { remainingChanges } from "./remaining-changes";
import { constraintEdits, subModuleEdits } from "./other-edits";
import { type Bump, type Edit, upgradeEdits } from "./upgrade-edits";

/** Versions that a root can go to, by what is typed: the newest of each line. */
export const TARGETS = { "20": newest("20."), "21": newest("21.") } as const;

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
export interface Upgrade {
  readonly block: Block;
  readonly from: string;
  readonly to: string;
  readonly edits: readonly Edit[];
  /** New files of the root, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly state: ModuleState;
  /** What the plan changes beside the edits and the rows. */
  readonly changes: readonly string[];
  /**
   * The call of modules/aws-auth in the root, whose rows the stages empty.
   * @default none
   */
  readonly awsAuthModule?: string;
}

/** Says what to edit in a root module for another version of the module, and writes what the module wrote so far; or why not. */
export async function upgradeModule(
  request: UpgradeRequest,
): Promise<{ readonly upgrade: Upgrade } | { readonly findings: readonly LocatedFinding[] }> {
  const read = await readRoot(request.root.folder, request.root.path);
  if ("findings" in read) return read;
  const found = upgradedCall(read.root, request.module);
  if ("findings" in found) return found;
  const { block } = found;
  const to = TARGETS[request.to];
  const applied = appliedVersion(read.root, block);
  const from = "version" in applied ? applied.version : undefined;
  const state = readModuleState(request.state.text, block.name);
  const refused = [
    ...("version" in applied ? versionFindings(block, { from: applied.version, to, state }) : applied.findings),
    ...(state === undefined ? [stateUnreadable(request.state.file)] : []),
    ...(state === undefined ? [] : stateFindings(block, { state, file: request.state.file, from })),
    ...(state === undefined ? [] : rowFindings(read.root, block, { state, from, to })),
  ];
  if (refused.length > 0 || from === undefined || state === undefined) return { findings: refused };
  const edits = [
    ...upgradeEdits(block, { from, to, ...bumpOf(state) }, read.root.locals),
    ...subModuleEdits(read.root, { from, to }),
    ...goneOutputs(read.root.texts, { name: block.name, part: "eks", from, to }),
    ...constraintEdits(read.root, to),
  ].sort((a, b) => compareText(a.file, b.file) || a.line - b.line);
  const [awsAuth] = awsAuthCalls(read.root);
  const calls = awsAuth === undefined ? {} : { awsAuthModule: awsAuth.name };
  const rows = rowsFile(state, provider(block));
  const files = rows === undefined ? {} : { [ROWS_FILE]: rows };
  const changes = remainingChanges({ root: read.root, block, state, from, to });
  return { upgrade: { block, from, to, edits, files, state, changes, ...calls } };
}

/** What a state tells the edits. */
function bumpOf({ rows, configMap, mode }: ModuleState): Pick<Bump, "mode" | "moves"> {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(rows === undefined && configMap === undefined ? {} : { moves: rows === undefined ? "ConfigMap" : "rows" }),
  };
}

function awsAuthCalls(root: RootModule): Block[] {
  return root.blocks.filter((block) => calledPart(block) === "aws-auth");
}

function newest(line: string): string {
  return (
    knownVersions("eks")
      .filter((version) => version.startsWith(line))
      .at(-1) ?? ""
  );
}

/** v21 has no modules/aws-auth: its rows would be destroyed while somebody may need them. What is not known counts as not done. */
function rowFindings(
  root: RootModule,
  block: Block,
  { state, from, to }: { readonly state: ModuleState; readonly from: string | undefined; readonly to: string },
): LocatedFinding[] {
  if (compareVersions(to, "21.0.0") < 0 || from === undefined) return [];
  if (compareVersions(from, OLDEST) < 0) {
    const message = `expected a root at ${OLDEST} or newer whose migration is done, got \`${from}\``;
    const help = "first to v20: run this without `--to 21`, take the stages up to done, then run this again";
    return [overlayIn(block, ["overlay-not-done"], { message, help })];
  }
  const calls = awsAuthCalls(root);
  if (calls.length === 0 && (state.mode === "API" || !state.hasCluster)) return [];
  const [call = block] = calls;
  const mode = state.mode === undefined ? "a state that does not tell the mode" : `authentication mode ${state.mode}`;
  const got = calls.length > 0 ? `a call of modules/aws-auth` : mode;
  const message = `v21 has no modules/aws-auth, expected a cluster whose migration is done, got ${got}`;
  const help =
    calls.length === 0 && state.mode === undefined
      ? "run `terraform apply -refresh-only` with hashicorp/aws 5.33 or newer, pull the state again, then run this again"
      : "take the stages up to done with v20, write what `eks-access overlay --settle` prints, then run this again";
  return [overlayIn(call, ["overlay-not-done"], { message, help })];
}

/** A state that does not tell of the rows: without them nothing would keep the bump from destroying them. */
function stateFindings(
  block: Block,
  { state, file, from }: { readonly state: ModuleState; readonly file: string; readonly from: string | undefined },
): LocatedFinding[] {
  const address = blockAddress(block);
  if (!state.hasCluster) {
    const message = `no cluster of ${address}, expected the state of the root module that calls it, got another one`;
    const help = `give by --state what \`terraform state pull\` prints in the folder of --root; where the call is within another module (module.NAME.${address}), write the bump by hand: docs/upgrade-module.md`;
    return [overlayAt("overlay-root-unreadable", { file, line: 1 }, { message, help })];
  }
  const written = literalText(block.body.cluster_name ?? block.body.name);
  if (written !== undefined && state.clusterName !== undefined && written !== state.clusterName) {
    const message = `the state of another cluster, expected that of \`${written}\`, got \`${state.clusterName}\` in \`${file}\``;
    const help =
      "give by --state what `terraform state pull` prints in the folder of --root: the rows of another cluster would take everybody's access away";
    return [overlayAt("overlay-root-unreadable", { file, line: 1 }, { message, help })];
  }
  const writing = ["manage_aws_auth_configmap", "create_aws_auth_configmap"].find((name) => isTrue(block.body[name]));
  const isThere =
    state.rows !== undefined || (writing === "create_aws_auth_configmap" && state.configMap !== undefined);
  if (isThere || writing === undefined || from === undefined || compareVersions(from, "20.0.0") >= 0) return [];
  const message = `the module writes aws-auth, expected its rows in the state, got none in \`${file}\``;
  const help =
    "apply the root module as it is, pull its state again, then run this again: the bump would leave the rows behind";
  return [overlayIn(block, ["overlay-root-unreadable", writing], { message, help })];
}

/** Terraform takes the text for the value. */
function isTrue(value: HclValue | undefined): boolean {
  return value === true || literalText(value) === "true";
}

function stateUnreadable(file: string): LocatedFinding {
  const message = "not a state of Terraform, expected what `terraform state pull` or `terraform show -json` prints";
  return overlayAt("overlay-root-unreadable", { file, line: 1 }, { message, help: "give it by --state" });
}

/** The Kubernetes provider of the call: the rows keep it. */
function provider(block: Block): string | undefined {
  const own = attributesOf(block.body.providers).kubernetes;
  return typeof own === "string" ? (soleExpression(own) ?? own).trim() : undefined;
}

/** `module.eks of infra/main.tf:12: 19.21.0 -> 20.37.2` */
export function upgradeTitle({ block, from, to }: Upgrade): string {
  return `${blockAddress(block)} of ${block.file}:${block.line}: ${from} -> ${to}`;
}
