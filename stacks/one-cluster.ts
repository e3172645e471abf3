import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { parseArn } from "../lib/access/principal/arn";
import { refuse } from "../lib/finding/validation-error";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import { clusterTwice, maybeTwice } from "../lib/inventory/definition/stack-name";

/** A cluster of AWS, as far as a definition tells which. */
interface Identity {
  readonly name: string;
  readonly region: string;
  /** @default nobody says */
  readonly account?: string;
}

const clusters = new WeakMap<IConstruct, Map<TerraformStack, Identity>>();

/** Refuses a second stack of an App for one cluster: each would destroy what the other one writes, as two files of one would. */
export function oneCluster(stack: TerraformStack, definition: ClusterDefinition): void {
  const { root } = stack.node;
  const known = clusters.get(root) ?? new Map<TerraformStack, Identity>();
  const own = identityOf(definition);
  for (const [other, its] of known) {
    if (other === stack || !mayBeOne(own, its)) continue;
    const first = { what: `stack \`${other.node.path}\``, each: "stack" } as const;
    const isKnown = own.account !== undefined && its.account !== undefined;
    refuse([isKnown ? clusterTwice(own.name, first) : maybeTwice(own.name, first)]);
  }
  clusters.set(root, known.set(stack, own));
}

function mayBeOne(one: Identity, other: Identity): boolean {
  if (one.name !== other.name || one.region !== other.region) return false;
  return one.account === undefined || other.account === undefined || one.account === other.account;
}

/** The account in so many words, or that of the role that the provider takes. */
function identityOf({ clusterName: name, terraform }: ClusterDefinition): Identity {
  const { region, accountId, assumeRole } = terraform;
  const taken = parseArn(assumeRole?.roleArn ?? "");
  const account = accountId ?? ("arn" in taken ? taken.arn.accountId : undefined);
  return { name, region, ...(account === undefined ? {} : { account }) };
}
