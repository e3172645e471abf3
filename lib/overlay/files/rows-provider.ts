import type { OverlayTarget } from "../overlay-target";
import type { Block } from "../root/block";
import { attributesOf, type HclValue, literalText } from "../root/hcl-value";
import type { RootModule } from "../root/root-module";
import { providerName } from "../root/required-versions";
import { soleExpression } from "../root/template";

/** A provider block, and the folder in which it stands. */
export interface FoundProvider {
  readonly block: Block;
  readonly root: RootModule;
}

/**
 * The Kubernetes provider that the rows' block uses, the default one where it names none: in its own folder, else as each call
 * on the way passes one on.
 */
export function rowsProvider({ calls, root, rows }: OverlayTarget): FoundProvider | undefined {
  let alias = aliasOf(rows?.block.body.provider ?? passed(rows?.block, SUB_MODULE, undefined));
  let within = root;
  for (const call of [...calls].reverse()) {
    const block = providerIn(within, alias);
    if (block !== undefined) return { block, root: within };
    alias = aliasOf(passed(call.block, localName(within), alias));
    within = call.root;
  }
  const block = providerIn(within, alias);
  return block === undefined ? undefined : { block, root: within };
}

/** The name that the sub-module gives its provider, whatever its caller calls it. */
export const SUB_MODULE = "kubernetes";

/** The local name of hashicorp/kubernetes, where the folder gives one. */
export function kubernetesName(required: Readonly<Record<string, HclValue>>): string | undefined {
  return providerName(required, "kubernetes");
}

function localName({ requiredProviders }: RootModule): string {
  return kubernetesName(requiredProviders) ?? "kubernetes";
}

function providerIn(root: RootModule, alias: string | undefined): Block | undefined {
  const name = localName(root);
  return root.blocks.find(
    (block) => block.kind === "provider" && block.name === name && literalText(block.body.alias) === alias,
  );
}

/** What a call gives its module for a provider: `${kubernetes.blue}`; what it does not name is handed down by itself. */
function passed(call: Block | undefined, name: string, alias: string | undefined): HclValue | undefined {
  return attributesOf(call?.body.providers)[alias === undefined ? name : `${name}.${alias}`];
}

/** `blue` of `kubernetes.blue`. */
function aliasOf(reference: HclValue | undefined): string | undefined {
  if (typeof reference !== "string") return undefined;
  return /^[\w-]+\.([\w-]+)/.exec((soleExpression(reference) ?? reference).trim())?.[1];
}
