import { AWS_AUTH } from "../../../lib/guards/live";
import { role } from "../definitions/arns";
import { added, after, always, before, destroyed, forgotten, replaced } from "../plans/plan-edits";
import { demoText } from "./review-clusters";
import {
  ADMIN,
  ADMIN_POLICY,
  BINDING,
  CLUSTER,
  DEV,
  NODE,
  ROLE,
  SSO,
  binding,
  drifted,
  entry,
  made,
  making,
  still,
  withoutBlock,
} from "./review-plans";
import type { Cases } from "./review-plans";

const EDIT = "kubernetes_cluster_role_v1.edit";
const BOUND = added(BINDING, { before: binding(["developers"]), after: binding(["developers"]) }, ["no-op"]);
const editRole = (...verbs: readonly string[]) => ({
  metadata: [{ name: "edit" }],
  rule: [{ api_groups: [""], resources: ["pods"], verbs }],
});
const NODE_POLICY = "aws_eks_access_policy_association.node_auto";
const AUTO_NODE = {
  cluster_name: "demo",
  principal_arn: role("node"),
  policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
  access_scope: [{ type: "cluster", namespaces: null }],
};

/** What entries, bindings and guards are judged by. */
export const ENTRY_CASES: Cases = {
  "association-replaced": [
    {
      plan: still(
        replaced(ADMIN_POLICY, "access_scope"),
        after(ADMIN_POLICY, ["access_scope"], [{ type: "namespace", namespaces: ["a"] }]),
      ),
      says: () => ({ after: "`AmazonEKSClusterAdminPolicy` for namespaces a" }),
    },
    { plan: still() },
  ],
  "create-conflict": [
    {
      plan: making(made("aws_eks_node_group.x", { cluster_name: "demo", node_role_arn: role("node") })),
      says: () => ({ principal: role("node"), message: expect.stringContaining("`aws_eks_node_group.x`") }),
    },
    { plan: making(made("aws_eks_node_group.x", { cluster_name: "demo", node_role_arn: role("others") })) },
  ],
  "entry-removed": [
    {
      plan: still(destroyed(DEV)),
      says: () => ({
        severity: "warning",
        path: DEV,
        principal: role("dev"),
        message: "the access entry of role dev is removed: the configuration no longer has its key `dev`",
      }),
    },
    { plan: still(destroyed(DEV), made("aws_eks_access_entry.developers", entry("dev"))) },
  ],
  "entry-refused": [
    {
      plan: making(after(DEV, ["kubernetes_groups"], ["developers", "system:masters"])),
      says: () => ({ path: DEV, message: expect.stringContaining("reserved group") }),
    },
    { plan: making(after(DEV, ["kubernetes_groups"], ["developers", "masters"])) },
  ],
  "entry-without-rights": [
    { plan: still(after(DEV, ["kubernetes_groups"], [])), says: () => ({ path: DEV }) },
    { plan: still(always(DEV, ["kubernetes_groups"], []), after(DEV, ["tags"], { a: "b" })) },
  ],
  "entry-auto-node-policy": [
    { plan: making(after(NODE, ["type"], "EC2")), says: () => ({ path: NODE, severity: "warning" }) },
    { plan: making(after(NODE, ["type"], "EC2"), made(NODE_POLICY, AUTO_NODE)) },
  ],
  "admin-group-left": [
    {
      plan: still(before(ADMIN, ["kubernetes_groups"], ["ops"]), after(ADMIN, ["kubernetes_groups"], [])),
      says: () => ({
        severity: "note",
        message: "role admin stays cluster admin and is no longer in group `ops`",
        help: expect.stringContaining("grep -nF -e 'ops'"),
      }),
    },
    { plan: still(before(DEV, ["kubernetes_groups"], ["ops"]), after(DEV, ["kubernetes_groups"], [])) },
  ],
  "username-changed": [
    {
      plan: making(after(DEV, ["user_name"], "developer:{{SessionName}}")),
      says: () => ({ severity: "danger", before: "`dev:{{SessionName}}`", after: "`developer:{{SessionName}}`" }),
    },
    { plan: making() },
  ],
  "masters-by-name": [{ plan: making(), says: () => ({ principal: role("admin") }) }, { plan: still() }],
  "principal-foreign": [
    {
      plan: making(after(NODE, ["principal_arn"], role("node", "444455556666"))),
      says: () => ({ principal: role("node", "444455556666") }),
    },
    { plan: making(after(DEV, ["principal_arn"], role("dev", "444455556666"))) },
  ],
  "role-path-missing": [
    { plan: making(after(DEV, ["principal_arn"], role(SSO))), says: () => ({ principal: role(SSO) }) },
    { plan: making(after(DEV, ["principal_arn"], role(`aws-reserved/sso.amazonaws.com/${SSO}`))) },
  ],
  "service-linked-role": [
    {
      plan: making(
        after(DEV, ["principal_arn"], role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS")),
      ),
    },
    { plan: making(after(DEV, ["principal_arn"], role("service-role/ours"))) },
  ],
  "principal-replaced": [
    {
      plan: still(
        added(ROLE, { before: { name: "dev", arn: role("dev") }, after: { name: "dev", arn: role("dev") } }, [
          "delete",
          "create",
        ]),
      ),
      says: () => ({ path: ROLE, principal: role("dev") }),
    },
    {
      plan: still(added(ROLE, { before: { name: "dev", arn: role("dev") }, after: { name: "dev", arn: role("dev") } })),
    },
  ],
  "binding-removed": [
    {
      plan: still(added(BINDING, { before: binding(["developers"]), after: null })),
      says: () => ({ path: BINDING, message: expect.stringContaining("role dev") }),
    },
    { plan: still(added(BINDING, { before: binding(["nobody-is-in-it"]), after: null })) },
  ],
  "role-rules-removed": [
    {
      plan: still(BOUND, added(EDIT, { before: editRole("get", "delete"), after: editRole("get") })),
      says: () => ({ path: EDIT, message: expect.stringContaining("`delete pods`, which role dev") }),
    },
    { plan: still(BOUND, added(EDIT, { before: editRole("get"), after: editRole("get", "delete") })) },
  ],
  "entry-forgotten": [
    { plan: still(forgotten(DEV)), says: () => ({ path: DEV, principal: role("dev") }) },
    { plan: still(destroyed(DEV)) },
  ],
  "gap-remains": [
    {
      plan: making(after(ADMIN, ["kubernetes_groups"], [])),
      says: () => ({ principal: role("admin"), severity: "note" }),
    },
    { plan: making() },
  ],
  "protection-removed": [
    { plan: still(before(CLUSTER, ["deletion_protection"], true), after(CLUSTER, ["deletion_protection"], false)) },
    { plan: still(always(CLUSTER, ["deletion_protection"], true), after(CLUSTER, ["tags"], {})) },
  ],
  "access-drift": [
    {
      plan: still(drifted("kubernetes_groups", ["developers", "admins"])),
      says: () => ({
        path: DEV,
        message:
          "access of role dev was changed outside Terraform: `kubernetes_groups` from `developers` to `developers`, `admins`",
      }),
    },
    { plan: still(drifted("tags", { a: "b" })) },
  ],
  "stage-differs": [
    { plan: making(), text: demoText("dual"), says: () => ({ before: "dual", after: "entries" }) },
    { plan: making(), text: demoText("entries") },
  ],
  "guard-missing": [
    { plan: making(withoutBlock("data.aws_partition.guards")), text: demoText("entries") },
    { plan: making(withoutBlock("data.aws_partition.guards")) },
  ],
  "second-read-missing": [
    { plan: making(withoutBlock("terraform_data.stage")), says: () => ({ severity: "note", path: ADMIN }) },
    { plan: making() },
  ],
  "rows-unguarded": [
    {
      plan: making(withoutBlock(AWS_AUTH)),
      text: demoText("entries", "accept: [{ code: config-map-unread, reason: no way in, until: 2027-01-31 }]"),
      says: () => ({ accepted: expect.objectContaining({ reason: "no way in" }) }),
    },
    {
      plan: making(),
      text: demoText("entries", "accept: [{ code: config-map-unread, reason: no way in, until: 2027-01-31 }]"),
    },
  ],
};
