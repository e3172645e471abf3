import { isCreated, isDestroyed, isReplaced } from "../../../plan/objects/planned-change";
import {
  type PlannedAssociation,
  type PlannedAssociationSide,
  principalOfSide,
} from "../../../plan/cluster/planned-entry";
import { replacementReason } from "../../compared/replacement-reason";
import { valueOf } from "../../../plan/reading/planned-value";
import type { Judgement, Seen } from "../judgement";
import { principalIdOf } from "../../../access/principal/principal-id";

/** A policy is taken off its entry and put on again. */
export const associationReplaced: Judgement = {
  code: "association-replaced",
  rule: {
    why: "for seconds, or until a failed call is repeated, its principal may not do what the policy allows",
    help: "apply it at a quiet moment; where the principal cannot wait, take three plans: add another access policy that allows enough to `policy_associations` of its entry, under a new key; then change this one; then delete the added key (EKS takes a policy once per entry, so the same policy cannot stand there twice)",
  },
  judge({ cluster }) {
    const { associations } = cluster;
    const gone = associations.filter(({ change }) => change !== undefined && isDestroyed(change));
    return associations.flatMap((one): Seen[] => {
      const { change } = one;
      if (change === undefined || !isCreated(change)) return [];
      const old = gone.find((other) => other !== one && isSame(other.before, one.after));
      if (old !== undefined) return [moved(old, one)];
      return isReplaced(change) ? [replaced(one, replacementReason(change))] : [];
    });
  },
};

function replaced({ address, before, after }: PlannedAssociation, reason: string): Seen {
  return {
    address,
    ...aboutPrincipal(before ?? after),
    message: `the access policy is taken off and put on again, ${reason}`,
    before: sideWords(before),
    after: sideWords(after),
  };
}

function moved(old: PlannedAssociation, made: PlannedAssociation): Seen {
  return {
    address: made.address,
    ...aboutPrincipal(made.after),
    message:
      "the access policy is put on at one address and taken off at another, in no order, expected a moved block or stable keys",
    before: `\`${old.address}\``,
    after: `\`${made.address}\``,
    severity: "danger",
    help: `write the key under \`policy_associations\` as it was; where the key under \`access_entries\` changed, add \`renamed: { OLD_KEY: NEW_KEY }\` to the cluster file; in HCL of your own write a \`moved\` block from the first address to the second`,
  };
}

function aboutPrincipal(side: PlannedAssociationSide | undefined): { readonly principal?: string } {
  const principal = principalOfSide(side);
  return principal === undefined ? {} : { principal };
}

function sideWords(side: PlannedAssociationSide | undefined): string {
  const policy = side && valueOf(side.policyArn);
  const scope = side && valueOf(side.scope);
  if (policy === undefined || scope === undefined) return "not known from the plan";
  const where = scope.type === "cluster" ? "the whole cluster" : `namespaces ${(scope.namespaces ?? []).join(", ")}`;
  return `\`${policy.split("/").at(-1) ?? policy}\` for ${where}`;
}

function isSame(one: PlannedAssociationSide | undefined, other: PlannedAssociationSide | undefined): boolean {
  const ids = [one, other].map((side) => {
    const [principal, policy] = [principalOfSide(side), side && valueOf(side.policyArn)];
    return principal === undefined || policy === undefined ? undefined : `${principalIdOf(principal)} ${policy}`;
  });
  return ids[0] !== undefined && ids[0] === ids[1];
}
