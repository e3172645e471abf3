import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayIn } from "../overlay-finding";
import { isSettled, type OverlayTarget } from "../overlay-target";
import { blockAddress } from "../root/block";
import { attributesOf, type HclValue, itemsOf, literalText } from "../root/hcl-value";
import type { RootModule } from "../root/root-module";
import { soleExpression } from "../root/template";
import type { JsonMap } from "./overlay-part";
import { rowsProvider, SUB_MODULE } from "./rows-provider";

/**
 * A provider that is fed from a data source with `depends_on` on the cluster's module has no host while a plan changes the
 * module: the rows' block gets our provider then, which reads the cluster by name.
 */
export function ownProvider(target: OverlayTarget, kubernetes: string): JsonMap {
  const { rows } = target;
  if (rows === undefined || rows.key !== undefined || !isDeferred(target)) return {};
  // What settles deletes a bare block with our files: its state has to name a provider that is there then.
  if (rows.block.kind === "resource") return isSettled(target.cluster) ? {} : { provider: kubernetes };
  const own = Object.entries(attributesOf(rows.block.body.providers));
  const kept = own.filter(([key]) => key !== SUB_MODULE && literalText(key) !== undefined);
  return { providers: { ...Object.fromEntries(kept), [SUB_MODULE]: kubernetes } };
}

/** Instances of one block have one provider: ours is of one cluster. */
export function deferredFindings(target: OverlayTarget): LocatedFinding[] {
  const { rows } = target;
  if (rows?.key === undefined || !isDeferred(target)) return [];
  const message =
    "`for_each` on a block whose provider is fed from a data source with `depends_on` on the cluster's module, expected outputs of that module: while a plan changes the module, the provider has no host";
  const help =
    'feed the provider from outputs of the module (`module.eks["KEY"].cluster_endpoint`), or take `depends_on` off the data source';
  return [overlayIn(rows.block, ["overlay-unsupported", "for_each"], { message, help })];
}

/** Whether the provider of the rows waits for what makes the cluster. */
function isDeferred(target: OverlayTarget): boolean {
  const provider = rowsProvider(target);
  if (provider === undefined) return false;
  const maker = makerIn(provider.root, target);
  const text = JSON.stringify(provider.block.body);
  return provider.root.blocks.some(
    ({ kind, type, name, body }) =>
      kind === "data" &&
      itemsOf(body.depends_on).some((each) => isWithin(each, maker)) &&
      new RegExp(`data\\.${type}\\.${name}(?![\\w-])`).test(text),
  );
}

/** What makes the cluster, as its folder, or one on the way to it, names it: `module.eks`, `module.platform`. */
function makerIn({ path }: RootModule, { calls, eks }: OverlayTarget): string {
  return blockAddress(calls.find(({ root }) => root.path === path)?.block ?? eks.block);
}

/** Whether a reference is of a block: `module.eks`, `module.eks["blue"]`, `module.eks.cluster_name`, and not `module.eks_addons`. */
function isWithin(reference: HclValue, address: string): boolean {
  const text = typeof reference === "string" ? (soleExpression(reference) ?? reference).trim() : "";
  return text.startsWith(address) && !/^[\w-]/.test(text.slice(address.length));
}
