import { canBeMet } from "../../module/constraints-meet";
import type { Requirements } from "../../module/module-requirements";
import type { Block } from "./block";
import { attributesOf, type HclMap, type HclValue, itemsOf, literalText } from "./hcl-value";
import type { RootModule } from "./root-module";

/** A constraint of a root module on Terraform or a provider. */
export interface RequiredVersion {
  /** `terraform`, or a provider of HashiCorp: `aws`. */
  readonly name: string;
  readonly constraint: string;
  readonly block: Block;
  /** Where it stands in the block: `["required_providers", "aws", "version"]`. */
  readonly path: readonly string[];
}

/** A constraint that no version meets together with a module's. */
export interface Unmet extends RequiredVersion {
  readonly need: string;
}

/** Constraints of a root module with which no version meets what a module needs. */
export function unmetBy(root: Pick<RootModule, "settings">, needs: Requirements): Unmet[] {
  return root.settings.flatMap(requiredIn).flatMap((own) => {
    const need = needs.get(own.name);
    if (need === undefined || canBeMet(`${own.constraint}, ${need}`) !== false) return [];
    return [{ ...own, need }];
  });
}

/** The local name that a folder gives a provider of HashiCorp; undefined where it says nothing of it. */
export function providerName(
  required: Readonly<Record<string, HclValue>>,
  provider: "aws" | "kubernetes",
): string | undefined {
  return Object.keys(required).find((local) => {
    const source = literalText(attributesOf(required[local]).source);
    return source !== undefined && HASHICORP.exec(source)?.[1]?.toLowerCase() === provider;
  });
}

const HASHICORP = /^(?:registry\.terraform\.io\/|registry\.opentofu\.org\/)?hashicorp\/([\w-]+)$/i;

function requiredIn(block: Block): RequiredVersion[] {
  const version = literalText(block.body.required_version);
  const own =
    version === undefined ? [] : [{ name: "terraform", constraint: version, block, path: ["required_version"] }];
  return [
    ...own,
    ...providersIn(block.body.required_providers).flatMap(([local, value]) => providerOf(block, local, value)),
  ];
}

function providersIn(value: HclValue | undefined): (readonly [string, HclValue])[] {
  const blocks: readonly HclMap[] = Array.isArray(value) ? itemsOf(value).map(attributesOf) : [attributesOf(value)];
  return blocks.flatMap((each) => Object.entries(each));
}

/** By its source, whatever its local name; without one Terraform takes HashiCorp's of that name. A text alone is its constraint. */
function providerOf(block: Block, local: string, value: HclValue): RequiredVersion[] {
  const text = literalText(value);
  const path = ["required_providers", local];
  if (text !== undefined) return [{ name: local, constraint: text, block, path }];
  const { source, version } = attributesOf(value);
  const constraint = literalText(version);
  const from = literalText(source) ?? `hashicorp/${local}`;
  const name = HASHICORP.exec(from)?.[1];
  if (constraint === undefined || name === undefined) return [];
  return [{ name: name.toLowerCase(), constraint, block, path: [...path, "version"] }];
}
