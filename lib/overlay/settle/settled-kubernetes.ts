import { kubernetesName } from "../files/kubernetes-settings";
import type { OverlayTarget } from "../overlay-target";
import { attributesOf, type HclValue, literalText } from "../root/hcl-value";
import { soleExpression } from "../root/template";

/** The provider that a binding names once our files are gone, or those of which somebody has to choose one. */
export type SettledKubernetes =
  | {
      /** `kubernetes.blue`; undefined where a resource that names none gets it. */
      readonly provider: string | undefined;
    }
  | { readonly candidates: readonly string[] };

/** That of the rows' block, else the only one of the root; a local module gets the one that its call gives. */
export function settledKubernetes({ root, rows }: OverlayTarget): SettledKubernetes {
  const name = kubernetesName(root.requiredProviders) ?? "kubernetes";
  // Of a resource `kubernetes_…` that names none, Terraform takes the provider with this local name.
  const byDefault = { provider: name === "kubernetes" ? undefined : name };
  if (rows !== undefined) {
    const { provider, providers } = rows.block.body;
    const named = [provider, ...Object.values(attributesOf(providers))].map(referenceOf);
    const own = named.find((each) => each === name || each?.startsWith(`${name}.`));
    return own === undefined || own === name ? byDefault : { provider: own };
  }
  const aliases = root.blocks
    .filter((block) => block.kind === "provider" && block.name === name)
    .map(({ body }) => literalText(body.alias));
  const [only, ...others] = aliases.map((alias) => (alias === undefined ? name : `${name}.${alias}`));
  if (only === undefined || only === name) return others.length === 0 ? byDefault : { candidates: [name, ...others] };
  return others.length === 0 ? { provider: only } : { candidates: [only, ...others] };
}

/** `kubernetes.blue`, however it is written. */
function referenceOf(value: HclValue | undefined): string | undefined {
  return typeof value === "string" ? (soleExpression(value) ?? value).trim() : undefined;
}
