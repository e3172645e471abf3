import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { rowsProvider } from "../files/rows-provider";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { type Block, blockAddress } from "../root/block";
import { type HclValue, literalText } from "../root/hcl-value";
import { referencesIn } from "../root/references";
import { seenBlock } from "../root/seen-block";
import { makesCluster } from "./twice-made";

/**
 * A block of rows whose Kubernetes provider is fed from another cluster: the stage of this file would empty the ConfigMap of that
 * one, and the guards ask this one.
 */
export function rowsClusterFindings(target: OverlayTarget): LocatedFinding[] {
  const { rows, cluster } = target;
  const provider = rowsProvider(target);
  if (rows === undefined || provider === undefined) return [];
  const { clusterName } = cluster.staged.definition;
  const other = otherCluster(target, { ...provider, value: provider.block.body.host });
  if (other === undefined) return [];
  const { file, line } = provider.block;
  const message = `rows of another cluster than \`${clusterName}\`: the \`host\` of their Kubernetes provider (${file}:${String(line)}) comes from ${other}, and the stage of ${cluster.file} would change the rows there`;
  const help = `name the block that writes the rows of \`${clusterName}\` under overlay in ${cluster.file}, or give this block the Kubernetes provider of that cluster`;
  return [overlayIn(rows.block, ["overlay-cluster-differs"], { message, help })];
}

/** A value in a folder, and the block in which it stands. */
interface Read {
  readonly root: OverlayTarget["root"];
  readonly block: Block;
  readonly value: HclValue | undefined;
}

/** What makes or names another cluster, where a value comes from that; undefined where it may come from the own one. */
function otherCluster(target: OverlayTarget, { root, block, value }: Read): string | undefined {
  const { value: seen } = seenBlock({ ...block, body: { value: value ?? null } }, root.locals).body;
  const found = referencesIn(seen ?? null).map((reference) => clusterOf(target, root, reference));
  return found.every((each) => each !== undefined && each !== OWN) ? found[0] : undefined;
}

const OWN = "";

/** The block of a reference that makes a cluster, or asks for one by name; undefined for anything else. */
function clusterOf(target: OverlayTarget, root: OverlayTarget["root"], reference: string): string | undefined {
  const block = root.blocks.find((one) => isWithin(reference, blockAddress(one)));
  if (block === undefined) return undefined;
  if (block.kind === "data") return namedCluster(target, { root, block, value: block.body.name });
  const call = target.calls.find((one) => one.root.path === root.path);
  if (isSame(block, call?.block ?? target.eks.block)) return OWN;
  return makesCluster(block) || isCopy(block, target.eks.block) ? blockAddress(block) : undefined;
}

/** The data sources of a cluster take its name, which is written out, or comes from what makes it. */
function namedCluster(target: OverlayTarget, read: Read): string | undefined {
  if (!/^aws_eks_cluster(?:_auth)?$/.test(read.block.type)) return undefined;
  const name = literalText(read.value);
  if (name === undefined) return otherCluster(target, read);
  return name === target.cluster.staged.definition.clusterName ? OWN : `${blockAddress(read.block)} of \`${name}\``;
}

function isWithin(reference: string, address: string): boolean {
  return reference === address || reference.startsWith(`${address}.`);
}

/** A folder is read for each cluster: one block is two objects. */
function isSame(one: Block, other: Block): boolean {
  return blockAddress(one) === blockAddress(other) && one.file === other.file;
}

/** A call of the same copy of the module. */
function isCopy({ kind, body }: Block, { body: own }: Block): boolean {
  const source = literalText(body.source);
  return kind === "module" && source !== undefined && source === literalText(own.source);
}
