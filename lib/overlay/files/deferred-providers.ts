import type { OverlayTarget } from "../overlay-target";
import { literalText } from "../root/hcl-value";
import { kubernetesName, rootProvider } from "./kubernetes-settings";
import type { JsonMap } from "./overlay-part";

/**
 * A provider that is fed from a data source with `depends_on` on the cluster's module has no host while a plan changes the
 * module: the rows' block gets our provider then, which reads the cluster by name.
 */
export function deferredProviders(target: OverlayTarget, kubernetes: string): JsonMap {
  const { rows, root } = target;
  const provider = rootProvider(target);
  if (rows?.block.kind !== "module" || provider === undefined || rows.key !== undefined) return {};
  const text = JSON.stringify(provider.body);
  const deferred = root.blocks.filter(
    ({ kind, body }) => kind === "data" && JSON.stringify(body.depends_on ?? "").includes(target.eks.block.name),
  );
  if (!deferred.some(({ type, name }) => text.includes(`data.${type}.${name}`))) return {};
  const { providers } = rows.block.body;
  const own = typeof providers === "object" && providers !== null && !Array.isArray(providers) ? providers : {};
  const name = kubernetesName(root.requiredProviders) ?? "kubernetes";
  const kept = Object.entries(own).filter(([key]) => key !== name && literalText(key) !== undefined);
  return { providers: { ...Object.fromEntries(kept), [name]: kubernetes } };
}
