import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { literals } from "../../eks/address/literal";
import { ownEntries } from "../check/entry-checks";
import { entryValue } from "../files/entry-value";
import { namePrefix } from "../files/cluster-names";
import { overlayFinding } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { blockAddress } from "../root/block";
import { calledVersion } from "../root/module-source";
import { constraintEdits, subModuleEdits } from "../upgrade/other-edits";
import { upgradeEdits } from "../upgrade/upgrade-edits";
import { TARGETS } from "../upgrade/upgrade-module";
import {
  attributesOf,
  expressionOf,
  type HclMap,
  type HclValue,
  hclValue,
  isLiteralMap,
  literalText,
} from "../root/hcl-value";
import { aligned, type Assignment, expressionLines, inward } from "./aligned";

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
    ...new Set(own.flatMap(({ rows }) => (rows === undefined ? [] : [rowsWords(rows)]))),
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
    const other = unwrapped(first.eks.block.body[name] ?? fallback);
    return [name, expressionLines(`lookup(${pretty(byKey).join("\n")}, each.key, ${other})`)];
  };
  return aligned([
    valued("authentication_mode", ({ cluster }) => cluster.staged.rendering.mode, "API_AND_CONFIG_MAP"),
    valued("access_entries", entriesOf, {}),
  ]);
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
  return [...blockLines("access_config", mode), ...bareEntries(target)];
}

/** Once for the root module: the files are those of all its clusters. */
function endLines(targets: readonly OverlayTarget[]): string[] {
  const isEmpty = targets.every(({ rows }) => rows === undefined || makesNothing(rows));
  const does = isEmpty ? "says `No changes`" : "destroys what that block made, which is empty, and nothing else";
  return [`\n# then delete eks_access.tf.json and eks_access_override.tf.json: the plan ${does}`];
}

/** The sub-module makes nothing once it manages no rows; a resource stays, with empty ones. */
function makesNothing({ block }: NonNullable<OverlayTarget["rows"]>): boolean {
  return block.kind === "module";
}

/** With our files the block of the rows has to go: without them it would write its rows again. */
function rowsWords({ block, key }: NonNullable<OverlayTarget["rows"]>): string {
  const why = block.kind === "module" ? "it makes nothing any more" : "without our files it would write its rows again";
  if (key !== undefined)
    return `\n# take ${JSON.stringify(key)} out of the for_each of ${blockAddress(block)} in ${block.file}: ${why}`;
  return `\n# delete the block ${blockAddress(block)} in ${block.file}: ${why}`;
}

/** What else the block needs for another version; the arguments above are the same there. */
function bumpWords({ root, eks: { block } }: OverlayTarget, to: string): string[] {
  const from = block.kind === "module" ? calledVersion(root, block) : undefined;
  if (from === undefined) return [`\n# ${blockAddress(block)} calls no version of the module that is known`];
  const own = upgradeEdits(block, { from, to }).filter((edit) => !SETTLED.includes(edit.argument));
  const edits = [...own, ...subModuleEdits(root, { from, to }), ...constraintEdits(root, to)];
  return [
    `\n# in a pull request of its own, once that is applied: ${from} -> ${to}`,
    ...edits.map((edit) => `#   ${edit.file}:${edit.line}  ${edit.argument}: ${edit.does}`),
  ];
}

/** What is printed above. */
const SETTLED: readonly string[] = ["access_entries", "authentication_mode"];

/** An object over several lines, the way people write them. */
function pretty(value: HclValue): readonly string[] {
  if (!isLiteralMap(value) || Object.keys(value).length === 0) return expressionLines(unwrapped(value));
  return ["{", ...inward(aligned(itemsAsAssignments(value))), "}"];
}

function itemsAsAssignments(value: HclMap): Assignment[] {
  return Object.entries(value).map(([key, item]) => [keyOf(key), pretty(item)]);
}

function keyOf(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(literalText(key) ?? key);
}

/** Without the parentheses that an expression needs within another. */
function unwrapped(value: HclValue): string {
  const text = expressionOf(value);
  return typeof value === "string" && /^\([^\n]*\)$/.test(text) ? text.slice(1, -1) : text;
}

/** Entries that no module makes keep their addresses: the blocks move from JSON to HCL. */
function bareEntries({ cluster }: OverlayTarget): string[] {
  const { definition, rendering } = cluster.staged;
  const prefix = namePrefix(definition.clusterName);
  const { clusterName, tags = {} } = definition;
  return Object.entries(rendering.entries).flatMap(([key, entry]) => {
    const { policy_associations: policies, tags: own, ...rest } = entryValue(entry);
    const name = `${prefix}_${resourceName(key)}`;
    const type = entry.type ?? "STANDARD";
    const allTags = { ...tags, ...(isLiteralMap(own) ? own : {}) };
    const body = {
      cluster_name: clusterName,
      ...rest,
      type,
      ...(Object.keys(allTags).length > 0 ? { tags: allTags } : {}),
    };
    const entryBody = aligned(itemsAsAssignments(attributesOf(hclValue(literals<unknown>(body)))));
    return [
      ...resourceLines("aws_eks_access_entry", name, entryBody),
      ...(isLiteralMap(policies) ? Object.entries(policies) : []).flatMap(([policy, value]) => {
        const { policy_arn: arn, access_scope: scope } = isLiteralMap(value) ? value : {};
        const association = [
          ...aligned([
            ["cluster_name", [expressionOf(clusterName)]],
            ["principal_arn", [`aws_eks_access_entry.${name}.principal_arn`]],
            ["policy_arn", [expressionOf(arn ?? null)]],
          ]),
          ...blockLines("access_scope", aligned(itemsAsAssignments(attributesOf(scope)))),
        ];
        return resourceLines("aws_eks_access_policy_association", `${name}_${resourceName(policy)}`, association);
      }),
    ];
  });
}

/** Bindings keep their addresses too, and get the root's own provider. */
function bindings({ cluster }: OverlayTarget): string[] {
  const { definition } = cluster.staged;
  const prefix = namePrefix(definition.clusterName);
  return Object.entries(definition.rbacBindings ?? {}).flatMap(([key, binding]) => {
    const { group, clusterRole, role, namespace, name = key } = binding;
    const type = namespace === undefined ? "kubernetes_cluster_role_binding_v1" : "kubernetes_role_binding_v1";
    const texts = (body: Readonly<Record<string, string>>): string[] => aligned(itemsAsAssignments(literals(body)));
    const to = { kind: clusterRole === undefined ? "Role" : "ClusterRole", name: clusterRole ?? role ?? "" };
    return resourceLines(type, `${prefix}_${resourceName(key)}`, [
      ...blockLines("metadata", texts({ name, ...(namespace === undefined ? {} : { namespace }) })),
      ...blockLines("role_ref", texts({ api_group: RBAC, ...to })),
      ...blockLines("subject", texts({ kind: "Group", name: group, api_group: RBAC })),
    ]);
  });
}

const RBAC = "rbac.authorization.k8s.io";

function resourceName(key: string): string {
  return key.replace(/[^\p{L}\p{N}_-]/gu, "_");
}

/** A block of the root module, after an empty line. */
function resourceLines(type: string, name: string, body: readonly string[]): string[] {
  return ["", ...blockLines(`resource "${type}" "${name}"`, body)];
}

function blockLines(header: string, body: readonly string[]): string[] {
  return [`${header} {`, ...inward(body), "}"];
}
