import { creates, deletes, entry, keeps, rootBlocks, teamPlan, updates } from "../../support/plans/case-plans";
import { api, both, checkCases } from "../../support/reviews/case-reviews";

type Json = Readonly<Record<string, unknown>>;

const member = keeps("aws_eks_access_entry.a", entry("a", { kubernetes_groups: ["a"] }));

/** A binding as `kubernetes_manifest` holds it. */
function manifest(kind: string, group: string, role = "edit"): Json {
  return {
    manifest: {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind,
      metadata: { name: "x", ...(kind === "RoleBinding" ? { namespace: "shop" } : {}) },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "Group", name: group, apiGroup: "rbac.authorization.k8s.io" }],
    },
  };
}

/** The same as `kubectl_manifest` holds it. */
function text(kind: string, group: string): Json {
  return { yaml_body: JSON.stringify(manifest(kind, group).manifest), kind, name: "x" };
}

describe("bindings that are manifests", () => {
  const M = "kubernetes_manifest.x";
  const K = "kubectl_manifest.x";
  checkCases([
    [
      "one goes",
      teamPlan([api, member, deletes(M, manifest("ClusterRoleBinding", "a"))]),
      "danger",
      [`binding-removed ${M}`],
    ],
    [
      "one of a namespace goes",
      teamPlan([api, member, deletes(M, manifest("RoleBinding", "a"))]),
      "danger",
      [`binding-removed ${M}`],
    ],
    [
      "one of a text goes",
      teamPlan([api, member, deletes(K, text("ClusterRoleBinding", "a"))]),
      "danger",
      [`binding-removed ${K}`],
    ],
    [
      "one that names nobody here goes",
      teamPlan([api, member, deletes(M, manifest("ClusterRoleBinding", "z"))]),
      "safe",
      [],
    ],
    [
      "one comes",
      teamPlan([api, member, creates(M, manifest("ClusterRoleBinding", "a"))]),
      "safe",
      [`binding-gained ${M}`],
    ],
    [
      "one binds another role",
      teamPlan([
        api,
        member,
        updates(M, manifest("ClusterRoleBinding", "a"), manifest("ClusterRoleBinding", "a", "view")),
      ]),
      "danger",
      [`binding-removed ${M}`, `binding-gained ${M}`],
    ],
    ["another object goes", teamPlan([api, member, deletes(M, manifest("ServiceAccount", "a"))]), "safe", []],
  ]);
});

describe("objects that others act upon", () => {
  const object = (kind: string, spec: Json) => ({
    manifest: { apiVersion: "x/v1", kind, metadata: { name: "x" }, spec },
  });
  const M = "kubernetes_manifest.x";
  checkCases([
    [
      "an identity mapping of the authenticator goes",
      teamPlan([both, deletes(M, object("IAMIdentityMapping", {}))]),
      "unknown",
      [`other-writer ${M}`],
    ],
    [
      "an access entry of a controller comes",
      teamPlan([both, creates(M, object("AccessEntry", {}))]),
      "unknown",
      [`other-writer ${M}`],
    ],
    [
      "a job that edits aws-auth",
      teamPlan([both, creates(M, object("Job", { command: ["kubectl edit cm aws-auth"] }))]),
      "unknown",
      [`other-writer ${M}`],
    ],
    ["a job that does something else", teamPlan([both, creates(M, object("Job", { command: ["echo"] }))]), "safe", []],
    [
      "a role to read aws-auth",
      teamPlan([both, creates(M, object("Role", { resourceNames: ["aws-auth"] }))]),
      "safe",
      [],
    ],
  ]);
});

describe("commands that run elsewhere", () => {
  checkCases([
    [
      "a playbook",
      teamPlan([both, creates("ansible_playbook.x", { playbook: "aws-auth.yml" })]),
      "unknown",
      ["other-writer ansible_playbook.x"],
    ],
    [
      "a playbook of something else",
      teamPlan([both, creates("ansible_playbook.x", { playbook: "nginx.yml" })]),
      "safe",
      [],
    ],
    [
      "a function",
      teamPlan([both, creates("aws_lambda_invocation.x", { input: "aws-auth" })]),
      "unknown",
      ["other-writer aws_lambda_invocation.x"],
    ],
    [
      "a function that is not called",
      teamPlan([both, creates("aws_lambda_function.x", { description: "aws-auth" })]),
      "safe",
      [],
    ],
    [
      "a command that runs when something goes",
      teamPlan(
        [both, deletes("null_resource.x", { id: "1" })],
        rootBlocks({
          address: "null_resource.x",
          expressions: {},
          provisioners: [
            {
              type: "local-exec",
              expressions: {
                command: { constant_value: "kubectl delete cm aws-auth" },
                when: { constant_value: "destroy" },
              },
            },
          ],
        }),
      ),
      "unknown",
      ["other-writer null_resource.x"],
    ],
  ]);
});

describe("-target of what runs nodes", () => {
  const group = { cluster_name: "shop", node_role_arn: "arn:aws:iam::111122223333:role/nodes" };
  checkCases([
    [
      "changes no access",
      teamPlan([both, updates("aws_eks_node_group.x", group, { ...group, tags: {} })], { complete: false }),
      "safe",
      [],
    ],
    [
      "as that of an entry does",
      teamPlan([api, deletes("aws_eks_access_entry.a", entry("a", { kubernetes_groups: ["a"] }))], { complete: false }),
      "danger",
      ["plan-incomplete aws_eks_access_entry.a", "access-lost aws_eks_access_entry.a"],
    ],
  ]);
});
