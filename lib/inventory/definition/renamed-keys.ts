import { didYouMean } from "../../finding/did-you-mean";
import { type Finding, findingsIn } from "../../finding/finding";
import { inventoryFinding } from "../finding/inventory-finding";
import type { ClusterDefinition } from "./cluster-definition";
import { resourceName } from "./resource-name";

const finding = findingsIn("file");

/** A key of `access_entries` that has become another one, and what is declared. */
type Renamed = Pick<ClusterDefinition, "accessEntries" | "enableClusterCreatorAdminPermissions" | "renamed">;

interface Pair {
  readonly from: string;
  readonly to: string;
}

/**
 * What Terraform would refuse of `renamed`, or take without moving anything.
 * @see https://developer.hashicorp.com/terraform/language/moved
 */
export function renamedFindings(definition: Renamed): Finding[] {
  const pairs = pairsOf(definition);
  return pairs.flatMap((pair) => refused(definition, pair, pairs));
}

/** That `renamed` stands in the file: a plan needs it once, and no file shows whether that plan was applied. */
export function renamedNotes(definition: Renamed): Finding[] {
  const pairs = pairsOf(definition);
  return pairs.filter((pair) => refused(definition, pair, pairs).length === 0).map(stands);
}

function pairsOf({ renamed = {} }: Renamed): Pair[] {
  return Object.entries(renamed).map(([from, to]) => ({ from, to }));
}

/** The first thing that is wrong: the others follow from it. */
function refused(definition: Renamed, pair: Pair, pairs: readonly Pair[]): Finding[] {
  return [...unknownFindings(definition, pair, pairs), ...twice(pair, pairs), ...stillThere(definition, pair)].slice(
    0,
    1,
  );
}

function unknownFindings({ accessEntries }: Renamed, { from, to }: Pair, pairs: readonly Pair[]): Finding[] {
  if (Object.hasOwn(accessEntries, to)) return [];
  const last = lastOf(to, pairs);
  const near = didYouMean(to, Object.keys(accessEntries));
  const message = `not a key of access_entries, expected the key that \`${from}\` has now, got \`${to}\``;
  const chained = `write \`${from}: ${last}\`: a key is renamed in one step`;
  const key = near === undefined ? "write the key that the entry has now." : `did you mean \`${near}\`?`;
  const gone = `${key} If the entry has left the file, delete the line`;
  return [
    inventoryFinding("reference-unknown", pathOf(from), {
      message,
      help: Object.hasOwn(accessEntries, last) ? chained : gone,
    }),
  ];
}

/** Where a chain of renamings ends; where it goes round, a key of it. */
function lastOf(key: string, pairs: readonly Pair[], hops = pairs.length): string {
  const next = pairs.find(({ from }) => from === key);
  return next === undefined || hops === 0 ? key : lastOf(next.to, pairs, hops - 1);
}

/** Terraform: "Ambiguous move statements". */
function twice({ from, to }: Pair, pairs: readonly Pair[]): Finding[] {
  const first = pairs.find((pair) => pair.to === to);
  if (first === undefined || first.from === from) return [];
  return [
    finding("renamed-conflict", pathOf(from), {
      message: `expected one old key of \`${to}\`, got \`${first.from}\` and \`${from}\``,
      help: "keep the key that the state of Terraform has: `terraform state list` shows it",
    }),
  ];
}

/** Terraform: "Moved object still exists". Compared as Terraform names them: the address is what moves. */
function stillThere(definition: Renamed, { from, to }: Pair): Finding[] {
  if (resourceName(from) === resourceName(to)) return from === to ? [conflict(from, from)] : [];
  const { accessEntries, enableClusterCreatorAdminPermissions: isCreatorMade } = definition;
  const keys = [...Object.keys(accessEntries), ...(isCreatorMade === true ? [CREATOR] : [])];
  const other = keys.find((key) => resourceName(key) === resourceName(from));
  if (other !== undefined) return [conflict(from, other)];
  const policies = Object.keys(accessEntries[to]?.policyAssociations ?? {});
  const old = policies.map((policy) => resourceName(`${from}_${policy}`));
  const shared = associationNames(definition).find(({ name }) => old.includes(name));
  return shared === undefined ? [] : [conflict(from, shared.key)];
}

/** The names of all policy associations that are declared, with the keys of their entries. */
function associationNames({ accessEntries, enableClusterCreatorAdminPermissions }: Renamed) {
  const creator = enableClusterCreatorAdminPermissions === true ? [{ key: CREATOR, name: `${CREATOR}_admin` }] : [];
  const declared = Object.entries(accessEntries).flatMap(([key, { policyAssociations = {} }]) =>
    Object.keys(policyAssociations).map((policy) => ({ key, name: resourceName(`${key}_${policy}`) })),
  );
  return [...creator, ...declared];
}

const CREATOR = "cluster_creator";

function conflict(from: string, key: string): Finding {
  const what = key === from ? "it is still declared" : `the resources of \`${key}\` have its address`;
  return finding("renamed-conflict", pathOf(from), {
    message: `expected a key that access_entries does not have any more, got \`${from}\`: ${what}`,
    help: "delete the line if its plan is applied, or give the entry that took the old key another key",
  });
}

function stands({ from, to }: Pair): Finding {
  if (resourceName(from) === resourceName(to)) {
    return finding("renamed-stays", pathOf(from), {
      message: `moves nothing, for Terraform knows \`${from}\` and \`${to}\` as \`${resourceName(to)}\` both, expected no such line`,
      help: "delete the line: the plan neither moves nor destroys the entry",
    });
  }
  return finding("renamed-stays", pathOf(from), {
    message: `moves what Terraform knows as \`${from}\` to \`${to}\`, expected only until a plan with it is applied`,
    help: "once it is applied the line does nothing: delete it, or let the next `eks-access advance FILE` do so; before that, without the line the plan destroys the entry",
  });
}

function pathOf(from: string): string {
  return `renamed.${from}`;
}
