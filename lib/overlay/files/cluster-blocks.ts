import type { OverlayTarget } from "../overlay-target";
import { attributesOf } from "../root/hcl-value";
import { providerName } from "../root/required-versions";
import { soleExpression } from "../root/template";
import { type Renames, withNewNames } from "./cluster-names";

interface Naming {
  readonly prefix: string;
  readonly renames: Renames;
  /** By the provider that a type belongs to: `aws.prod`; undefined where its own default serves. */
  readonly providers: Readonly<Record<"aws" | "kubernetes", string | undefined>>;
}

/** Blocks of one type under names that carry the cluster, each with the provider that the root uses. */
export function ownBlocks(
  type: string,
  blocks: Readonly<Record<string, unknown>>,
  { prefix, renames, providers }: Naming,
): Readonly<Record<string, unknown>> {
  const [family] = type.split("_");
  const provider = family === "aws" || family === "kubernetes" ? providers[family] : undefined;
  const own: Readonly<Record<string, unknown>> = provider === undefined ? {} : { provider };
  const entries = Object.entries(blocks).map(([name, block]): [string, unknown] => {
    const body = withNewNames(block, renames);
    return [`${prefix}_${name}`, { ...(typeof body === "object" ? body : {}), ...own }];
  });
  return Object.fromEntries(entries);
}

/**
 * The AWS provider of the block that makes the cluster: `aws.prod`, `amazon` where hashicorp/aws is called so in its folder; undefined
 * for the one that Terraform takes by itself.
 */
export function ownAwsProvider({ eks: { block }, root }: OverlayTarget): string | undefined {
  const { providers, provider } = block.body;
  const own = attributesOf(providers).aws ?? provider;
  const named = typeof own === "string" ? (soleExpression(own) ?? own).trim() : undefined;
  const reference = named ?? providerName(root.requiredProviders, "aws");
  return reference === "aws" ? undefined : reference;
}
