import { RBAC_KINDS } from "../../access/rbac/rbac";
import type { Format } from "../facts";

/** What the API server answers to a question for all roles or bindings: no rows, and what groups of rows give. */
export const rbacListFormat: Format = {
  name: "kubectl get clusterroles, clusterrolebindings, roles, rolebindings",
  recognizes: (source) => RBAC_KINDS.some((kind) => source.plainText("kind") === `${kind}List`),
  read: (source, facts) => {
    facts.rbac.push(source);
  },
};
