import { role } from "../definitions/arns";
import { acted, after, changed, destroyed, edited, forgotten, leftOver, replaced, unknown } from "../plans/plan-edits";
import { planNamed } from "../plans/plan-fixtures";
import {
  ADMIN,
  ADMIN_OF_SSO,
  ADMIN_POLICY,
  BREAK_GLASS,
  BREAK_GLASS_POLICY,
  CLUSTER,
  DEV,
  NODE,
  ROWS,
  SSO,
  WITHOUT_BREAK_GLASS,
  adminRow,
  devRow,
  entry,
  made,
  making,
  mode,
  nodeRow,
  rowsAfter,
  rowsAlways,
  still,
  switching,
} from "./review-plans";
import type { Cases } from "./review-plans";

/** What plans as a whole, and what they do to people, are judged by. */
export const PLAN_CASES: Cases = {
  "plan-errored": [
    { plan: planNamed("refused-api-at-dual"), says: () => ({ path: "data.aws_partition.rows", isUnknown: true }) },
    { plan: planNamed("stage-api") },
  ],
  "plan-incomplete": [
    { plan: planNamed("targeted-retire"), says: () => ({ message: expect.stringContaining("-target") }) },
    { plan: planNamed("stage-retire") },
  ],
  "plan-stale": [
    { plan: still(rowsAlways(adminRow, nodeRow)), says: () => ({ path: ROWS }) },
    { plan: still(rowsAlways(adminRow, devRow, nodeRow)) },
  ],
  "access-unattributed": [
    {
      plan: still(
        made("aws_eks_cluster.other", { name: "other", access_config: [{ authentication_mode: "API" }] }),
        made("aws_eks_access_entry.x", { ...entry("x"), cluster_name: undefined }),
        unknown("aws_eks_access_entry.x", "cluster_name"),
      ),
    },
    {
      plan: still(
        made("aws_eks_cluster.other", { name: "other", access_config: [{ authentication_mode: "API" }] }),
        made("aws_eks_access_entry.x", entry("x")),
      ),
    },
  ],
  "action-unknown": [
    {
      plan: still(acted(DEV, "forget", "create")),
      says: () => ({ path: DEV, isUnknown: true, message: "what the plan does is not known: `forget, create`" }),
    },
    { plan: still(acted(DEV, "create", "forget")) },
  ],
  "left-over-destroyed": [
    {
      plan: still(leftOver(DEV, "delete")),
      says: () => ({
        path: DEV,
        severity: "danger",
        message:
          "the left-over (Terraform: deposed) object `4a5b6c7d` of role dev is destroyed, and with it what is live under the same name",
      }),
    },
    { plan: still(leftOver(DEV, "forget")) },
  ],
  "cluster-replaced": [
    {
      plan: still(replaced(CLUSTER, "access_config", 0, "bootstrap_cluster_creator_admin_permissions")),
      says: () => ({
        message: expect.stringContaining("`access_config[0].bootstrap_cluster_creator_admin_permissions`"),
      }),
    },
    { plan: still(after(CLUSTER, ["access_config", 0, "bootstrap_cluster_creator_admin_permissions"], true)) },
  ],
  "cluster-destroyed": [
    { plan: planNamed("destroy-everything"), says: () => ({ path: CLUSTER }) },
    { plan: still(forgotten(CLUSTER)) },
  ],
  "access-lost": [
    {
      plan: still(destroyed(DEV), rowsAfter(adminRow, nodeRow)),
      says: () => ({
        principal: role("dev"),
        before: "group `developers`, by access entry",
        after: "no access",
        message: expect.stringContaining("has nothing"),
      }),
    },
    { plan: still(destroyed(DEV)) },
  ],
  "entry-weaker": [
    {
      plan: making(after(DEV, ["kubernetes_groups"], ["viewers"])),
      says: () => ({ principal: role("dev"), before: "group `developers`, by aws-auth `mapRoles[1]`" }),
    },
    { plan: making(after(DEV, ["kubernetes_groups"], ["developers", "viewers"])) },
  ],
  "node-access-lost": [
    {
      plan: still(destroyed(NODE), rowsAfter(adminRow, devRow)),
      says: () => ({ principal: role("node"), before: "node, by access entry", after: "no access" }),
    },
    { plan: still(destroyed(NODE)) },
  ],
  "access-unknown": [
    { plan: making(unknown(DEV, "principal_arn")), says: () => ({ path: DEV, isUnknown: true }) },
    { plan: making(unknown(DEV, "tags_all")) },
  ],
  "access-gained": [
    { plan: planNamed("entry-without-row"), says: () => ({ principal: role("auditor"), before: "no access" }) },
    { plan: planNamed("back-to-entries") },
  ],
  "admin-gained": [
    { plan: planNamed("stage-entries-wave-1"), says: () => ({ principal: role("break-glass") }) },
    { plan: planNamed("entry-without-row") },
  ],
  "admin-lost": [
    {
      plan: still(
        destroyed(ADMIN),
        destroyed(BREAK_GLASS),
        destroyed(ADMIN_POLICY),
        destroyed(BREAK_GLASS_POLICY),
        rowsAfter(devRow, nodeRow),
      ),
      says: () => ({ before: "role admin, role break-glass", after: "nobody" }),
    },
    { plan: still(destroyed(ADMIN), destroyed(ADMIN_POLICY), rowsAfter(devRow, nodeRow)) },
  ],
  "admin-unstable": [
    {
      plan: edited("stage-api", ...ADMIN_OF_SSO, ...WITHOUT_BREAK_GLASS),
      says: () => ({
        severity: "danger",
        message: `the only cluster admins after the plan are SSO roles, or whoever runs Terraform: role ${SSO}`,
      }),
    },
    { plan: edited("stage-api", ...WITHOUT_BREAK_GLASS) },
  ],
  "mode-skipped": [
    { plan: switching(mode("API")), says: () => ({ before: "CONFIG_MAP", after: "API" }) },
    { plan: switching() },
  ],
  "mode-irreversible": [
    { plan: switching(), says: () => ({ before: "CONFIG_MAP", after: "API_AND_CONFIG_MAP" }) },
    { plan: switching(mode("CONFIG_MAP")) },
  ],
  "mode-with-entries": [
    {
      plan: switching(made("aws_eks_access_entry.dev", entry("dev"))),
      says: () => ({ path: "aws_eks_access_entry.dev" }),
    },
    { plan: making() },
  ],
  "config-map-lost": [
    {
      plan: making(destroyed(ROWS)),
      says: () => ({
        severity: "danger",
        path: ROWS,
        message: expect.stringContaining("role admin, role dev, role node"),
      }),
    },
    { plan: still(destroyed(ROWS)) },
  ],
  "row-removed": [
    { plan: making(rowsAfter(adminRow, nodeRow)), says: () => ({ severity: "danger", principal: role("dev") }) },
    { plan: making(rowsAfter(nodeRow, devRow, adminRow)) },
  ],
  "entry-replaced": [
    {
      plan: still(replaced(DEV, "principal_arn"), unknown(DEV, "principal_arn")),
      says: () => ({ principal: role("dev"), message: expect.stringContaining("known after apply") }),
    },
    { plan: still(after(DEV, ["kubernetes_groups"], ["developers", "viewers"])) },
  ],
  "entry-renamed": [
    {
      plan: still(destroyed(DEV), made("aws_eks_access_entry.developers", entry("dev"))),
      says: () => ({ before: "`aws_eks_access_entry.dev`", after: "`aws_eks_access_entry.developers`" }),
    },
    {
      plan: still(
        changed(DEV, (one) => ({
          ...one,
          address: "aws_eks_access_entry.developers",
          name: "developers",
          previous_address: DEV,
        })),
      ),
    },
  ],
};
