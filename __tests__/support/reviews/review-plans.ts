import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { ResourceChange, TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { role } from "../definitions/arns";
import { added, after, always, destroyed, edited, type Edit, rows } from "../plans/plan-edits";
import { findingsOf, readFile, reviewed } from "./review-clusters";

export const CLUSTER = "aws_eks_cluster.this";
export const ROWS = "kubernetes_config_map_v1_data.aws_auth";
export const ADMIN = "aws_eks_access_entry.admin";
export const DEV = "aws_eks_access_entry.dev";
export const NODE = "aws_eks_access_entry.node";
export const BREAK_GLASS = "aws_eks_access_entry.break_glass";
export const ADMIN_POLICY = "aws_eks_access_policy_association.admin_admin";
export const BREAK_GLASS_POLICY = "aws_eks_access_policy_association.break_glass_admin";
export const BINDING = "kubernetes_cluster_role_binding_v1.developers";
export const ROLE = "aws_iam_role.dev";
export const SSO = "AWSReservedSSO_Admin_0123456789abcdef";

export const adminRow: RoleRow = {
  rolearn: role("admin"),
  username: "admin:{{SessionName}}",
  groups: ["system:masters"],
};
export const devRow: RoleRow = { rolearn: role("dev"), username: "dev:{{SessionName}}", groups: ["developers"] };
export const nodeRow: RoleRow = {
  rolearn: role("node"),
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
};

/** A plan that changes nothing, on a cluster with rows and entries of the same people. */
export const still = (...edits: readonly Edit[]): TerraformPlan => edited("again-entries", ...edits);
/** The plan that makes the entries, beside the rows. */
export const making = (...edits: readonly Edit[]): TerraformPlan => edited("stage-entries", ...edits);
/** The plan that switches from CONFIG_MAP. */
export const switching = (...edits: readonly Edit[]): TerraformPlan => edited("stage-dual", ...edits);

export const mode = (value: string): Edit => after(CLUSTER, ["access_config", 0, "authentication_mode"], value);
export const rowsAfter = (...left: readonly RoleRow[]): Edit => after(ROWS, ["data"], rows(...left));
export const rowsAlways = (...left: readonly RoleRow[]): Edit => always(ROWS, ["data"], rows(...left));

export function entry(name: string, change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const given = {
    cluster_name: "demo",
    principal_arn: role(name),
    type: "STANDARD",
    kubernetes_groups: ["developers"],
  };
  return { ...given, user_name: `${name}:{{SessionName}}`, ...change };
}

export function made(address: string, value: unknown): Edit {
  return added(address, { before: null, after: value });
}

export function binding(groups: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    metadata: [{ name: "developers" }],
    role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" }],
    subject: groups.map((name) => ({ kind: "Group", name, api_group: "rbac.authorization.k8s.io", namespace: "" })),
  };
}

export function withoutBlock(address: string): Edit {
  return (plan) => {
    const module = plan.configuration?.root_module;
    const resources = (module?.resources ?? []).filter((block) => block.address !== address);
    return { ...plan, configuration: { ...plan.configuration, root_module: { ...module, resources } } };
  };
}

export function drifted(attribute: string, value: unknown): Edit {
  return (plan) => {
    const one = plan.resource_changes?.find(({ address }) => address === DEV);
    if (one === undefined) throw new Error(`no ${DEV}`);
    const live = typeof one.change.before === "object" ? { ...one.change.before, [attribute]: value } : undefined;
    return { ...plan, resource_drift: [{ ...one, change: { ...one.change, actions: ["update"], after: live } }] };
  };
}

/** What was made is destroyed. */
export function swapped(one: ResourceChange): ResourceChange {
  return { ...one, change: { actions: ["delete"], before: one.change.after, after: null } };
}

export const SSO_ARN = role(`aws-reserved/sso.amazonaws.com/${SSO}`);
export const ADMIN_OF_SSO = [
  always(ADMIN, ["principal_arn"], SSO_ARN),
  always(ADMIN_POLICY, ["principal_arn"], SSO_ARN),
];
export const WITHOUT_BREAK_GLASS = [destroyed(BREAK_GLASS), destroyed(BREAK_GLASS_POLICY)];

/** A plan, beside a cluster file or alone. */
export interface Case {
  readonly plan: TerraformPlan;
  readonly file?: ClusterFile;
  /** The same as a text. */
  readonly text?: string;
  /** What the finding has to say. */
  readonly says?: () => Readonly<Record<string, unknown>>;
}

/** By code: a plan on which its rule fires, and the nearest that it leaves alone. */
export type Cases = Readonly<Record<string, readonly [fires: Case, silent: Case]>>;

const FOUND = new WeakMap<TerraformPlan, ReturnType<typeof findingsOf>>();

/** The findings of one code; a plan is reviewed once, as each case has its own. */
export function about(code: string, { plan, text, file = fileOf(text) }: Case): ReturnType<typeof findingsOf> {
  const found = file === undefined ? FOUND.get(plan) : undefined;
  const all = found ?? findingsOf(reviewed(plan, ...(file === undefined ? [] : [file])));
  if (file === undefined) FOUND.set(plan, all);
  return all.filter((finding) => finding.code === code);
}

function fileOf(text: string | undefined): ClusterFile | undefined {
  return text === undefined ? undefined : readFile(text);
}

/** Tests of rules: each fires on its plan, leaves the nearest neighbour alone, and says what it has to. */
export function testCases(cases: Cases): void {
  test.each(Object.entries(cases))("%s fires", (code, [fires]) => {
    const found = about(code, fires);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining([expect.objectContaining({ code, ...fires.says?.() })]));
  });

  test.each(Object.entries(cases))("%s leaves its nearest neighbour alone", (code, [, silent]) => {
    expect(about(code, silent)).toEqual([]);
  });

  test.each(Object.entries(cases))("%s says why it matters and what to do, in one line each", (code, [fires]) => {
    for (const { message, why, help = "", rule } of about(code, fires)) {
      for (const text of [message, why, help]) expect(text).toMatch(/^[^\n]*[^\n.]$/);
      expect(rule).toMatch(/^(R\d+(-R\d+)?(, R\d+)*|-)$/);
    }
  });
}
