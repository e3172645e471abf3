import type { AccessEntry, AccessPolicyAssociation, DeclaredAccessScope } from "../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access/access-entry/access-entry-type";
import type { LiveEntryWithPolicies } from "../sources/live-data";
import { applyStage, orAsLive } from "./apply-stage";
import { because, type Deviation, deviation, type Held, quotedList, nameIn, sameSet, tell } from "./verify-finding";

/** An entry of the file and the live one. */
interface Compared {
  readonly path: string;
  readonly wanted: AccessEntry;
  readonly live: LiveEntryWithPolicies;
}

/** Access policies of one entry and where they hold: no data source of Terraform shows them. */
export function policyDeviations(held: Held, { path, wanted, live }: Compared): Deviation[] {
  const { live: data } = held;
  const { principalArn: principal, policyAssociations = {} } = wanted;
  if (!ACCESS_ENTRY_TYPE_FACTS[live.type].policies) return [];
  if (live.policies === undefined) {
    const reason = because(data, ["eks:ListAssociatedAccessPolicies"], principal);
    const message = `not known: which access policies the entry of ${nameIn(held, principal)} has${reason}`;
    const help = tell(held, "aws eks list-associated-access-policies", `--principal-arn ${principal}`);
    return [deviation("verify-unknown", path, { principal, message, help })];
  }
  const theirs = new Map(live.policies.map((policy) => [policy.policyArn, policy]));
  const ours = Object.entries(policyAssociations);
  const declared = ours.flatMap(([key, policy]) => {
    const place = `${path}.policy_associations.${key}`;
    return compared(held, { place, principal, name: nameIn(held, principal), policy }, theirs.get(policy.policyArn));
  });
  const names = new Set(ours.map(([, { policyArn }]) => policyArn));
  const others = live.policies.filter(({ policyArn }) => !names.has(policyArn));
  return [
    ...declared,
    ...others.map((policy) => unnamed(held, { place: path, principal, name: nameIn(held, principal) }, policy)),
  ];
}

interface At {
  readonly place: string;
  readonly principal: string;
  readonly name: string;
}

function compared(
  held: Held,
  { place, principal, name: of, policy: { policyArn, accessScope } }: At & { readonly policy: AccessPolicyAssociation },
  live: AccessPolicyAssociation | undefined,
): Deviation[] {
  const name = nameOf(policyArn);
  if (live === undefined) {
    const message = `${name} is not associated with the entry of ${of}, which may not do what the policy allows`;
    return [deviation("verify-policy-missing", place, { principal, message, help: applyStage(held) })];
  }
  if (sameScope(accessScope, live.accessScope)) return [];
  const message = `${name} of ${of} has another scope, expected ${scopeText(accessScope)}, got ${scopeText(live.accessScope)}`;
  return [deviation("verify-scope-differs", place, { principal, message, help: orAsLive(held) })];
}

/** Terraform takes off what its state has, and knows nothing of what somebody else associated. */
function unnamed(
  held: Held,
  { place, principal, name }: At,
  { policyArn, accessScope }: AccessPolicyAssociation,
): Deviation {
  const message = `${nameOf(policyArn)} in ${scopeText(accessScope)} is associated with the entry of ${name}, and the file does not declare it`;
  const of = `--cluster-name ${held.staged.definition.clusterName} --principal-arn ${principal} --policy-arn ${policyArn}`;
  const help = `to keep it, write it under \`policy_associations\` of this entry; to take it off where Terraform's state has it, ${applyStage(held)}; where the state has it not: \`aws eks disassociate-access-policy ${of}\``;
  return deviation("verify-policy-unnamed", place, { principal, message, help });
}

function sameScope(one: DeclaredAccessScope, other: DeclaredAccessScope): boolean {
  if (one.type !== other.type) return false;
  return one.type === "cluster" || sameSet(one.namespaces ?? [], other.namespaces ?? []);
}

function scopeText({ type, namespaces = [] }: DeclaredAccessScope): string {
  return type === "cluster" ? "the whole cluster" : `namespaces ${quotedList([...namespaces].sort())}`;
}

function nameOf(policyArn: string): string {
  return `\`${policyArn.split("/").at(-1) ?? policyArn}\``;
}
