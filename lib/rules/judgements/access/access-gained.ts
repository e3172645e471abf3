import { describeRight, type Right } from "../../../access/effective/right";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { rolesOf } from "../../compared/rights/bound-roles";
import { changeAddress } from "../../compared/change-address";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import { accessWords } from "../../compared/rights/access-words";
import { isAddition, isNewPrincipal, namelessAdditions } from "../../compared/addition";
import { isGivenBack } from "../../compared/rights/given-back";
import type { Judgement, Seen } from "../judgement";

/** Somebody may do more than before. */
export const accessGained: Judgement = {
  code: "access-gained",
  rule: {
    why: "whoever approves the plan grants this access",
    help: "if nobody wants this: take the entry, association, row or binding that gives the access out of the configuration, and plan again",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    const named = compared.comparison.gained.flatMap((difference): Seen[] => {
      const { principal, rights, before, after } = difference;
      const real = rights.filter(
        ({ kind }) => kind !== "masters-name" && !(kind === "group" && isClusterAdmin(before)),
      );
      if (real.length === 0 || (isClusterAdmin(after) && !isClusterAdmin(before))) return [];
      const name = principalNameOf(principal, compared.cluster.accountId);
      return [
        {
          address: changeAddress(compared, difference),
          principal,
          message: `${name} ${isGivenBack(compared, principal) ? "gets back what was taken away outside Terraform:" : "gains"} ${real.map((right) => rightWords(compared, right)).join(", ")}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(isNodeAccess(after) ? { severity: "note" } : {}),
        },
      ];
    });
    return [...named, ...ofNewPrincipals(compared)];
  },
};

/** Roles and users that the plan makes: nothing names them before. */
function ofNewPrincipals(compared: ComparedCluster): Seen[] {
  const named = compared.everybody
    .filter((one) => isAddition(compared, one) && isNewPrincipal(compared, one.principal) && !isClusterAdmin(one.after))
    .map(({ principal, before, after }): Seen => {
      const name = principalNameOf(principal, compared.cluster.accountId);
      const words = accessWords(after);
      return {
        address: changeAddress(compared, { before, after }),
        principal,
        message: `${name}, which the plan makes, gets access: ${words}`,
        before: "no access",
        after: words,
        ...(isNodeAccess(after) ? { severity: "note" } : {}),
      };
    });
  const nameless = namelessAdditions(compared).flatMap(({ one: { address, after }, isNew }): Seen[] => {
    if (!isNew || after === undefined || "policyArn" in after) return [];
    return [{ address, message: "a role or user that the plan makes gets an access entry", severity: "note" }];
  });
  return [...named, ...nameless];
}

/** A right; of a group also what a dump binds to it. */
function rightWords({ rbac }: ComparedCluster, right: Right): string {
  const roles = rbac === undefined || right.kind !== "group" ? [] : rolesOf(rbac, { kind: "Group", name: right.group });
  const bound = roles.map(({ role, binding }) => `${role}, by ${binding}`).join("; ");
  return bound === "" ? describeRight(right) : `${describeRight(right)} (${bound})`;
}
