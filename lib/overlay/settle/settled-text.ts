import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { literals } from "../../eks/address/literal";
import { ownEntries } from "../check/entry-checks";
import { entryValue } from "../files/entry-value";
import { overlayFinding } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { blockAddress } from "../root/block";
import { calledVersion } from "../root/module-source";
import { constraintEdits, subModuleEdits } from "../upgrade/other-edits";
import { upgradeEdits } from "../upgrade/upgrade-edits";
import { TARGETS } from "../upgrade/upgrade-module";
import { type HclValue, hclValue, literalValue } from "../root/hcl-value";
import { aligned, type Assignment, expressionLines } from "./aligned";
import { pretty, withoutParentheses } from "./pretty";
import { bindings, blockLines, entryResources } from "./settled-resources";

/**
 * The HCL to write into one root module so that both files can go with an empty plan; refused before the migration of each of
 * its clusters is done, for the files are those of all. With a line of the module (`21`), what else to edit so that the same
 * block calls the newest version of it.
 */
export function settledText(
  targets: readonly OverlayTarget[],
  line?: keyof typeof TARGETS,
): { readonly text: string } | { readonly findings: readonly LocatedFinding[] } {
  const findings = targets.flatMap(notDone);
  if (findings.length > 0) return { findings };
  const lines = [...blocksOf(targets).flatMap((own) => settledLines(own, line)), ...endLines(targets)];
  return { text: `${lines.join("\n")}\n` };
}

function notDone({ cluster }: OverlayTarget): LocatedFinding[] {
  const stage = cluster.staged.definition.migration?.stage;
  if (stage === undefined || stage === "done") return [];
  const message = `the overlay can settle after stage done, got \`${stage}\`: until then both of its files are needed`;
  const help = `\`eks-access advance ${cluster.file}\` writes the next stage; apply its plan, and repeat both until the plan of stage done is applied; then type this command again`;
  return [cluster.locate(overlayFinding("overlay-not-done", "migration.stage", { message, help }))];
}

/** The clusters of each block: several where it has `for_each`. */
function blocksOf(targets: readonly OverlayTarget[]): (readonly OverlayTarget[])[] {
  const byBlock = new Map<string, OverlayTarget[]>();
  for (const target of targets) {
    const address = blockAddress(target.eks.block);
    byBlock.set(address, [...(byBlock.get(address) ?? []), target]);
  }
  return [...byBlock.values()];
}

function settledLines(own: readonly OverlayTarget[], line: keyof typeof TARGETS | undefined): string[] {
  const [first] = own;
  if (first === undefined) return [];
  const { block } = first.eks;
  return [
    `# ${own.map(({ cluster }) => cluster.staged.definition.clusterName).join(", ")}: in ${block.file}, ${blockAddress(block)}`,
    ...(block.kind === "module" ? moduleArguments(own) : own.flatMap(bareArguments)),
    ...new Set(own.flatMap(rowsWords)),
    ...own.flatMap(bindings),
    ...(line === undefined ? [] : bumpWords(first, TARGETS[line])),
  ];
}

function moduleArguments(own: readonly OverlayTarget[]): string[] {
  const valued = (name: string, valueOf: (target: OverlayTarget) => HclValue, fallback: HclValue): Assignment => {
    const [first] = own;
    if (first === undefined) return [name, ["null"]];
    if (first.eks.key === undefined) return [name, pretty(valueOf(first))];
    const byKey = Object.fromEntries(own.map((target) => [target.eks.key ?? "", valueOf(target)]));
    // Instances that have no cluster file keep what the block says; an object, for values are of unlike types.
    const other = withoutParentheses(first.eks.block.body[name] ?? fallback);
    return [name, expressionLines(`lookup(${pretty(byKey).join("\n")}, each.key, ${other})`)];
  };
  return aligned([
    valued("authentication_mode", ({ cluster }) => cluster.staged.rendering.mode, "API_AND_CONFIG_MAP"),
    ...(own.some(asksCreator) ? [valued(CREATOR, ({ cluster }) => cluster.staged.rendering.creatorAdmin, false)] : []),
    valued("access_entries", entriesOf, {}),
  ]);
}

const CREATOR = "enable_cluster_creator_admin_permissions";

/** An expression counts again once the files are gone, and may come to something else than the file says; a literal is the file's. */
function asksCreator({ eks: { block } }: OverlayTarget): boolean {
  const own = block.body[CREATOR];
  return own !== undefined && literalValue(own) === undefined;
}

function entriesOf(target: OverlayTarget): HclValue {
  const own = ownEntries(target) ?? {};
  const { entries } = target.cluster.staged.rendering;
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, own[key] ?? hclValue(literals<unknown>(entryValue(entry)))]),
  );
}

function bareArguments(target: OverlayTarget): string[] {
  const mode = aligned([["authentication_mode", pretty(target.cluster.staged.rendering.mode)]]);
  return [...blockLines("access_config", mode), ...entryResources(target)];
}

/** Once for the root module: the files are those of all its clusters. */
function endLines(targets: readonly OverlayTarget[]): string[] {
  const isEmpty = targets.every(
    (target) => target.rows === undefined || staysAsItIs(target) || makesNothing(target.rows),
  );
  const does = isEmpty ? "says `No changes`" : "destroys what that block made, which is empty, and nothing else";
  return [`\n# then delete eks_access.tf.json and eks_access_override.tf.json: the plan ${does}`];
}

/** The sub-module makes nothing once it manages no rows; a resource stays, with empty ones. */
function makesNothing({ block }: NonNullable<OverlayTarget["rows"]>): boolean {
  return block.kind === "module";
}

/** With our files the block of the rows has to go, for without them it would write its rows again; one whose rows serve stays. */
function rowsWords(target: OverlayTarget): string[] {
  if (target.rows === undefined) return [];
  const { block, key } = target.rows;
  if (staysAsItIs(target))
    return [`\n# leave the block ${blockAddress(block)} in ${block.file} as it is: it writes the rows of the cluster`];
  const why = block.kind === "module" ? "it makes nothing any more" : "without our files it would write its rows again";
  if (key !== undefined)
    return [`\n# take ${JSON.stringify(key)} out of the for_each of ${blockAddress(block)} in ${block.file}: ${why}`];
  return [`\n# delete the block ${blockAddress(block)} in ${block.file}: ${why}`];
}

/** A cluster without a migration keeps the rows that its block declares: with our files and without them. */
function staysAsItIs({ cluster }: OverlayTarget): boolean {
  return cluster.staged.definition.migration === undefined;
}

/** What else the block needs for another version; the arguments above are the same there. */
function bumpWords({ root, eks: { block } }: OverlayTarget, to: string): string[] {
  const from = block.kind === "module" ? calledVersion(root, block) : undefined;
  if (from === undefined) return [`\n# ${blockAddress(block)} calls no version of the module that is known`];
  const own = upgradeEdits(block, { from, to }, root).filter((edit) => !SETTLED.includes(edit.argument));
  const edits = [...own, ...subModuleEdits(root, { from, to }), ...constraintEdits(root, to)];
  return [
    `\n# in a pull request of its own, once that is applied: ${from} -> ${to}`,
    ...edits.map((edit) => `#   ${edit.file}:${edit.line}  ${edit.argument}: ${edit.does}`),
  ];
}

/** What is printed above. */
const SETTLED: readonly string[] = ["access_entries", "authentication_mode"];
