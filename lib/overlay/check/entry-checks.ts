import type { AccessEntry } from "../../access/access-entry/access-entry";
import { parseArn } from "../../access/principal/arn";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { entryValue } from "../files/entry-value";
import { overlayIn } from "../overlay-finding";
import type { Block } from "../root/block";
import type { OverlayTarget } from "../overlay-target";
import { attributesOf, type HclValue, hclValue, isLiteralMap, literalValue } from "../root/hcl-value";
import { seenBlock } from "../root/seen-block";
import { soleExpression } from "../root/template";
import { differingHclPath } from "./same-value";
import { principalBlock, principalNameIn } from "./twice-made";

/** Entries of the module block by key; undefined where nobody can tell them. */
export function ownEntries({ eks: { block } }: OverlayTarget): Readonly<Record<string, HclValue>> | undefined {
  const { access_entries: entries } = block.body;
  if (entries === undefined || entries === null) return {};
  return isLiteralMap(entries) ? entries : undefined;
}

/** Keys of entries whose principal is by reference a role or user that the same folder makes. */
export function keysOfOwnPrincipals(target: OverlayTarget): readonly string[] {
  const made = target.root.blocks
    .filter(({ kind, type }) => kind === "resource" && (type === "aws_iam_role" || type === "aws_iam_user"))
    .map(({ type, name }) => `${type}.${name}`);
  const own = target.eks.block.kind === "module" ? (ownEntries(target) ?? {}) : {};
  return Object.entries(own).flatMap(([key, entry]) => {
    const principal = isLiteralMap(entry) ? entry.principal_arn : undefined;
    const reference = typeof principal === "string" ? soleExpression(principal) : undefined;
    const [, address = ""] = /^(\w+\.[\w-]+)(?:\[[^\]]*\])?\.arn$/.exec(reference?.trim() ?? "") ?? [];
    return made.includes(address) ? [key] : [];
  });
}

/** The entries of the root module against those of the cluster file: what an override hides is looked at here. */
export function entryFindings(target: OverlayTarget): LocatedFinding[] {
  const { block } = target.eks;
  if (block.kind !== "module") return [];
  const own = ownEntries(target);
  if (own === undefined) {
    const message =
      "an expression, expected a map with a key for each entry: which entries an override would take away is not known";
    const help =
      "write the entries as a literal map, with expressions as values where you need them; `eks-access import` prints the entries of the state";
    return [overlayIn(block, ["overlay-expression", "access_entries"], { message, help })];
  }
  const seen = seenEntries(target);
  return [
    ...Object.keys(own).flatMap((key) => entryFinding(target, key, hclValue(seen[key] ?? null))),
    ...creatorFindings(target),
  ];
}

/** Entries of a literal map, read through the locals that they name. */
export function seenEntries({ eks: { block }, root }: OverlayTarget): Readonly<Record<string, HclValue>> {
  const { access_entries: entries } = seenBlock(block, root.locals).body;
  return isLiteralMap(entries) ? entries : {};
}

function entryFinding(target: OverlayTarget, key: string, entry: HclValue): LocatedFinding[] {
  const { cluster } = target;
  const { block } = target.eks;
  const { definition, rendering } = cluster.staged;
  const wanted = Object.hasOwn(definition.accessEntries, key) ? definition.accessEntries[key] : undefined;
  const path = ["access_entries", key];
  if (wanted === undefined) {
    const message = `an access entry that ${cluster.file} does not have, got \`${key}\``;
    const help = `copy the entry into ${cluster.file} under \`access_entries\`: without it the plan destroys the entry, or never makes it`;
    return [overlayIn(block, ["overlay-entry-unknown", ...path], { message, help })];
  }
  if (!Object.hasOwn(rendering.entries, key)) {
    const stage = definition.migration?.stage ?? "";
    const message = `an access entry that stage ${stage} does not render yet, got \`${key}\``;
    const help =
      "the plan would destroy the entry: write migration.stage: entries, and a migration.wave that has the entry";
    return [overlayIn(block, ["overlay-entry-dropped", ...path], { message, help })];
  }
  const differs = differingPath(target, entry, wanted);
  if (differs === undefined) return [];
  const message = `another entry than in ${cluster.file}, expected the same in both`;
  return [
    overlayIn(block, ["overlay-entry-differs", ...path, ...differs], {
      message,
      help: `change this block or ${cluster.file}, so that both say the same`,
    }),
  ];
}

/** The way to what differs from the entry of the file; undefined where nothing does, or nobody can tell. */
function differingPath(target: OverlayTarget, entry: HclValue, wanted: AccessEntry): readonly string[] | undefined {
  if (typeof entry === "string") return undefined;
  const differs = differingHclPath(withoutDefaults(entry), withoutDefaults(entryValue(wanted)));
  return differs ?? (isOtherPrincipal(target, entry, wanted) ? ["principal_arn"] : undefined);
}

/** Whether the principal is by reference a role or user of the root that has another name than the file's. */
function isOtherPrincipal(target: OverlayTarget, entry: HclValue, { principalArn }: AccessEntry): boolean {
  const made = principalBlock(target, attributesOf(entry).principal_arn);
  const parsed = parseArn(principalArn);
  if (made === undefined || "problem" in parsed) return false;
  const { kind, name } = parsed.arn;
  return made.type !== `aws_iam_${kind}` || (principalNameIn(made) ?? name) !== name;
}

/** STANDARD is the type of an entry that names none. */
function withoutDefaults(value: HclValue): HclValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => !(name === "type" && item === "STANDARD"))
      .map(([name, item]) => [name, hclValue(item)]),
  );
}

/** The module's own entry for whoever runs Terraform: the file says whether there is one, and has to where the block has an expression. */
function creatorFindings({ cluster, eks: { block } }: OverlayTarget): LocatedFinding[] {
  const name = "enable_cluster_creator_admin_permissions";
  const own = literalValue(block.body[name] ?? false);
  const wanted = cluster.staged.definition.enableClusterCreatorAdminPermissions === true;
  if (own === undefined) return isCreatorTold(cluster) ? [] : [untoldCreator(block, name)];
  if (own === wanted) return [];
  const message = `expected \`${String(wanted)}\` as in ${cluster.file}, got \`${String(!wanted)}\``;
  const help = `write \`${name}: ${String(!wanted)}\` into the cluster file, or change it here`;
  return [overlayIn(block, ["overlay-entry-differs", name], { message, help })];
}

function isCreatorTold({ staged }: OverlayTarget["cluster"]): boolean {
  return staged.definition.enableClusterCreatorAdminPermissions !== undefined;
}

function untoldCreator(block: Block, name: string): LocatedFinding {
  const message =
    "an expression, and the cluster file says nothing of it: whether the plan would destroy the entry of whoever runs Terraform is not known";
  const help = `write \`${name}: true\` into the cluster file where the state has this entry (module.…aws_eks_access_entry.this["cluster_creator"]), else \`false\``;
  return overlayIn(block, ["overlay-expression", name], { message, help });
}
